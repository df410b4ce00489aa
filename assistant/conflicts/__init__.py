"""Facts of document versions, and where those of different documents contradict each other."""
