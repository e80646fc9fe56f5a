"""From distances to clusters: k-medoids, hierarchical, fuzzy, monothetic, and CLARA for many lives."""

from kartoteka.analyse.cluster.clara import Clara
from kartoteka.analyse.cluster.fuzzy import Fuzzy
from kartoteka.analyse.cluster.hierarchical import Hierarchical
from kartoteka.analyse.cluster.kmedoids import KMedoids
from kartoteka.analyse.cluster.monothetic import PropertyClusters, properties

__all__ = ["Clara", "Fuzzy", "Hierarchical", "KMedoids", "PropertyClusters", "properties"]
