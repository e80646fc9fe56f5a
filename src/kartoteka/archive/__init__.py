"""Where things are kept: one SQLite file, its originals, its history. The only SQL of the project.

In reading order: ``reader`` (what can be asked), ``archive`` (opening, reading, editing), ``changes``
(the history and undo), ``codec`` (records as rows and JSON), ``sqlite`` (the file itself),
``migrations/`` (the commented schema), ``vocabulary`` (the terms).
"""
