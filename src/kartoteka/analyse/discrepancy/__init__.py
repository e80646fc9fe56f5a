"""How different lives are, and what makes them differ."""

from kartoteka.analyse.discrepancy.factors import explain
from kartoteka.analyse.discrepancy.groups import GroupComparison, compare_groups
from kartoteka.analyse.discrepancy.positions import compare_over_time
from kartoteka.analyse.discrepancy.tree import Branch, DiscrepancyTree
from kartoteka.analyse.discrepancy.variance import discrepancy, medoid, to_centre

__all__ = [
    "Branch",
    "DiscrepancyTree",
    "GroupComparison",
    "compare_groups",
    "compare_over_time",
    "discrepancy",
    "explain",
    "medoid",
    "to_centre",
]
