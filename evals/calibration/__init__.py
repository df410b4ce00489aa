"""Fits what is learned from data, from sets that are named."""
