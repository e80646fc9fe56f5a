"""How fast, and in how much memory; see ``README.md``."""
