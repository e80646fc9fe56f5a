"""The archive → findings: contradictions, gaps, and the questions for the next letter.

In reading order: ``material`` (what every rule looks at), ``rules`` (the registry, and the door for
plug-ins), one module per family of rules (``anchors``, ``presence``, ``times``, ``nesting``, ``counts``,
``conflicts``, ``knowing``, ``identities``, ``gaps``), ``run`` (``check``) and ``questions``. Findings are
returned, all at once, and never raised; each says what, where, on which evidence, and the way out.
"""

from kartoteka.check.questions import Interview, Question, questions
from kartoteka.check.rules import Rule
from kartoteka.check.run import check

__all__ = ["Interview", "Question", "Rule", "check", "questions"]
