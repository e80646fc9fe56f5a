"""What all estimators share: parameters that can be read and set, ``fit``, learned names in ``_``.

In: a class whose ``__init__`` keeps its keyword parameters under their own names. Out: ``get_params``,
``set_params``, a readable ``repr``, and a clear error where something is asked before ``fit``. The
conventions are scikit-learn's, so that its ``clone`` and grid searches work; it is not needed.
"""

from __future__ import annotations

import inspect
from typing import Any, Self

from kartoteka.errors import NotFitted, UnknownName


class Estimator:
    """The base of every estimator in ``analyse``.

    Examples
    --------
    >>> from kartoteka.analyse.cluster import KMedoids
    >>> KMedoids(3)
    KMedoids(n_clusters=3)
    >>> KMedoids(3).labels_
    Traceback (most recent call last):
    kartoteka.errors.NotFitted: KMedoids.labels_ has not been fitted yet. Call fit(...) first.
    """

    @classmethod
    def _names(cls) -> dict[str, Any]:
        parameters = inspect.signature(cls.__init__).parameters
        return {name: p.default for name, p in parameters.items() if name != "self"}

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002, FBT001, FBT002
        """Return the parameters by name."""
        return {name: getattr(self, name) for name in self._names()}

    def set_params(self, **parameters: Any) -> Self:  # noqa: ANN401 - whatever a parameter is
        """Set parameters by name; UnknownName where there is none of that name."""
        known = self._names()
        for name, value in parameters.items():
            if name not in known:
                raise UnknownName(f"parameter of {type(self).__name__}", name, tuple(known))
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        """Return the call that makes it, defaults left out."""
        changed = [
            f"{name}={getattr(self, name)!r}"
            for name, default in self._names().items()
            if default is inspect.Parameter.empty or getattr(self, name) is not default
        ]
        return f"{type(self).__name__}({', '.join(changed)})"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a learned value
        if name.endswith("_") and not name.startswith("_"):
            raise NotFitted(f"{type(self).__name__}.{name}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
