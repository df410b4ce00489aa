"""Scores a run: every measure over every case, with its interval."""
