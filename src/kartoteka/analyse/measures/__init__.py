"""Measures of how unlike two sequences are: one class each, only its own parameters.

In reading order: ``costs`` (what substitutions cost), ``pairwise`` (what all measures do alike), then one
module for each family: ``om`` (optimal matching), ``om_spells``, ``om_transitions``, ``om_local``, ``twed``,
``hamming``, ``common`` (common subsequences and beginnings), ``distributions``, ``subsequences``,
``multichannel``. Studer & Ritschard (2016), Journal of the Royal Statistical Society A 179(2), compare them.
"""

from kartoteka.analyse.measures.common import LCP, LCS, RLCP
from kartoteka.analyse.measures.distributions import CHI2, Euclid
from kartoteka.analyse.measures.hamming import DHD, Hamming
from kartoteka.analyse.measures.multichannel import Multichannel
from kartoteka.analyse.measures.om import OM, OMslen
from kartoteka.analyse.measures.om_local import OMloc
from kartoteka.analyse.measures.om_spells import OMspell
from kartoteka.analyse.measures.om_transitions import OMstran
from kartoteka.analyse.measures.subsequences import NMS, NMSMST, SVRspell
from kartoteka.analyse.measures.twed import TWED

__all__ = [
    "CHI2",
    "DHD",
    "LCP",
    "LCS",
    "NMS",
    "NMSMST",
    "OM",
    "RLCP",
    "TWED",
    "Euclid",
    "Hamming",
    "Multichannel",
    "OMloc",
    "OMslen",
    "OMspell",
    "OMstran",
    "SVRspell",
]
