"""Text → passages, statements, codings, memos: what a person says that a text says.

In reading order: ``anchor`` (a quote → a span of the text), ``yaml12`` and ``jsonl`` (files → entries
with line numbers), ``keys`` (what an entry may say), ``context`` and ``checks`` (entries against the
archive), ``records`` (entries → frozen records), ``evidence`` (``record``: all of it, all or nothing),
``plain`` and ``plain_import`` (the whole archive as such files, and back).
"""
