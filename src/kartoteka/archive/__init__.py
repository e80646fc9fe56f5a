"""Where things are kept: one SQLite file, its originals, its history. The only SQL of the project.

In reading order: ``reader`` (what can be asked), ``archive`` (opening, reading, editing), ``edit`` (the one
place that writes), ``changes`` (the history and undo), ``query`` (statements with their evidence), ``damage``
(what is wrong, if anything), ``codec`` (records as rows and JSON), ``sqlite`` (the file itself),
``migrations/`` (the commented schema), ``vocabulary`` (the terms).
"""
