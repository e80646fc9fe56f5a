"""From distances to clusters: k-medoids, hierarchical, fuzzy, monothetic, and CLARA for many lives."""

from kartoteka.analyse.cluster.hierarchical import Hierarchical
from kartoteka.analyse.cluster.kmedoids import KMedoids

__all__ = ["Hierarchical", "KMedoids"]
