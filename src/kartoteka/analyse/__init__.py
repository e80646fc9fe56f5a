"""Lives as sequences → how unlike they are → types: pure functions over arrays, no archive.

In reading order: ``sequences`` (states on a grid of time), ``forms`` (frames in the shapes that users of
TraMineR have), ``dissimilarities`` (what a measure returns), ``measures`` (one class each), ``kernel``
(how the edit family is computed).
"""
