"""Trains the support model, which says whether a quote says everything a statement says."""
