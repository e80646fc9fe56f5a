"""The archive → findings: contradictions, gaps, and the questions for the next letter.

In reading order: ``material`` (what every rule looks at, on ``told``), ``table`` (the same as columns, by
which a rule says at what it must look; for stays ``spans``, for knowing a place ``grounded``), ``rules`` (the
registry, and the door for plug-ins), one module per family of rules (``anchors``, ``presence``, ``fellows``,
``times``, ``nesting``, ``counts``, ``conflicts``, ``knowing``, ``identities``, ``gaps``), ``run`` (``check``)
and ``questions``. Findings are returned, all at once, and never raised; each says what, where, on which
evidence, and the way out.
"""

from kartoteka.check.questions import Interview, Question, questions
from kartoteka.check.rules import Rule
from kartoteka.check.run import check

__all__ = ["Interview", "Question", "Rule", "check", "questions"]
