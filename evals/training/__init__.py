"""Trains the models that are shipped, from sets that are named; needs no GPU."""
