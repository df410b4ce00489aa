"""Statistics of rates and rankings: intervals, clusters, paired tests."""
