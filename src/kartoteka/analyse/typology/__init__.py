"""A found typology: from an archive's lives to named types, and what may be claimed of them."""
