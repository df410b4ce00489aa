"""Turns public question sets, where they are present, into suites."""
