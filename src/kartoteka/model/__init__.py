"""What things are: frozen values, standard library only, no reading or writing.

In reading order: ``dates`` and ``datewords`` (time), ``entities`` and ``terms`` (who, where, and in
which words), ``sources`` (the texts), ``statements`` (what is said, by whom, from whom they had it),
``coding`` (codes and memos), ``lives`` (what is derived), ``findings`` and ``change``.
"""
