"""All pairs of sequences at the speed of the processor: problems in, dissimilarities out.

A measure states a :mod:`problem <kartoteka.analyse.kernel.problem>`: symbols, tables of costs, how to
finish. The work is then done by whatever is here, always with the same result: vector code made with numba
(``vector``), plain numba (``plain``), NumPy (``problem`` itself), a graphics card (``gpu``), a cluster
(``cluster``). ``sweep`` divides it into tiles over threads; nothing larger than the answer is kept.
"""
