"""Small programs that compare the same lives, each with one library, each in a process of its own.

Arguments: the lives (``.npy``, or ``.csv`` for R), the name of a measure. Each prints, as JSON, the median
CPU and clock seconds of a few runs, the most memory in MiB, and the sum of the matrix, so that one sees
whether the same was computed. Making the library's own object of sequences, and a first small run, are not
counted.
"""
