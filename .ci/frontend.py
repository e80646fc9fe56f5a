"""Run the checks of the front end (types, lint) with the Node that comes from a Python wheel."""
