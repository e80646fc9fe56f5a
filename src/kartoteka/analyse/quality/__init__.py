"""How far a partition can be trusted: quality over k, silhouettes, resampling, null models."""

from kartoteka.analyse.quality.bootstrap import bootstrap
from kartoteka.analyse.quality.chance import NULLS, randomised
from kartoteka.analyse.quality.indices import (
    INDICES,
    Quality,
    qualities,
    quality,
    quality_table,
)
from kartoteka.analyse.quality.null import Validation, validate
from kartoteka.analyse.quality.ranked import RankedDistances
from kartoteka.analyse.quality.silhouette import Silhouettes, silhouettes

__all__ = [
    "INDICES",
    "NULLS",
    "Quality",
    "RankedDistances",
    "Silhouettes",
    "Validation",
    "bootstrap",
    "qualities",
    "quality",
    "quality_table",
    "randomised",
    "silhouettes",
    "validate",
]
