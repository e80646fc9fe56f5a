"""The verbs, by family: each is a few lines between the command line and one function of the library."""
