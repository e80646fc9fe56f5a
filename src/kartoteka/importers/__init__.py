"""Files in, sources out: what a letter's bytes become before anybody reads it.

In reading order: ``add`` (the verb: a file or a folder into the archive), ``account`` (what becomes of each
file), ``text`` (bytes → text),
``filetypes`` (what a file is that is no text), ``frontmatter`` (what a text says about itself),
``details`` (the facts about a source, checked), ``language`` (which language it is in), ``reasons``
(why a file is refused, in English and Russian).
"""
