"""Text → passages, statements, codings, memos: what a person says that a text says.

In reading order: ``anchor`` (a quote → a span of the text); ``yaml12``, ``jsonl``, ``files`` (files →
entries with line numbers); ``shapes`` and ``trouble`` (what an entry may say, and what is wrong with it);
``context``, ``values``, ``declare``, ``statements``, ``attest``, ``notes``, ``entries`` (entries → frozen
records, checked); ``recording``, ``writing``, ``left``, ``evidence`` (``record``: all of it, or nothing);
``describe``, ``emit``, ``plain``, ``plain_import`` (the whole archive as such files, and back).
"""
