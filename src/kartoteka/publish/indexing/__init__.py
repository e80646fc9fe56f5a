"""The index of the site's search: small files, each asked for only when a query needs it.

In: what each page is found by (:class:`~kartoteka.publish.searching.Found`), in any order. Out: scripts below
``search/``. Read ``site_index.py``, then ``group.py``; the browser's side is ``frontend/src/search/``.
"""
