"""The workbench's server: an archive in, one person's browser served.

In: an archive file. Out: a JSON API (``docs/reference/workbench-api.md``) and the page that uses it, on this
machine only. It calls the verbs of the library and has no rules of its own.
"""
