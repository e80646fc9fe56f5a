"""How far a partition can be trusted: quality over k, silhouettes, resampling, null models."""
