"""An archive → what everybody may read: a static encyclopedia, from a view that respects consent.

In reading order: ``nameforms`` and ``redact`` (a hidden name in all its forms, and how it leaves a
text), ``release`` (what may be published), ``view`` (an archive without the rest), ``plan`` and
the modules it names (which pages there are, and what stands on them), ``drawing`` (their
pictures), ``site`` (gather, check, write), ``serve`` (look at it).
"""
