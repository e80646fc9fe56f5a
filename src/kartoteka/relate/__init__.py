"""Statements → people, places, communities, types, hearsay: views, never stored truths.

In reading order: ``identity`` (who is the same), ``atlas`` (names, sorts, and what lies in what),
``sentences`` (a statement in words), ``presence`` and ``standing`` (first-hand or hearsay), then one module
per question: ``life``, ``status``, ``place``, ``companions``, ``group``, ``type``, ``hearsay``. Each answer
is a frozen value that carries its evidence down to the passage.
"""
