"""A found typology: from an archive's lives to named types, their exemplars, and what may be claimed of them."""
