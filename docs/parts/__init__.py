"""What ``docs/generate.py`` writes into the pages: one module per kind of page, one function per part."""
