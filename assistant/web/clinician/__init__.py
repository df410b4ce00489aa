"""The desk of those who ask."""
