"""An archive → what everybody may read: a static encyclopedia, from a view that respects consent.

In reading order: ``nameforms`` and ``redact`` (a hidden name in all its forms, and how it leaves a text),
``release`` (what may be published) and ``hidden`` (what must be looked for), ``view`` (an archive without the
rest); then ``desk`` and ``prose`` (names and sentences in one language), a module per page (``people``,
``places``, ``communities``, ``letters``, ``rumours``, ``cover``, ``lists``, ``themes``, ``questions``,
``about``),
``company`` (who was with whom), ``timescale``, ``drawing``, ``crowds`` and ``arcs`` (their pictures), ``plan``
(which pages there are), ``rolls`` (long lists), ``templating``, ``marks`` and ``searching``; then ``manifest`` and
``earlier`` (what was printed before), ``printing``, ``proof`` (everything read once more), ``building``, ``site``
(gather, check, write) and ``serve``.
"""
