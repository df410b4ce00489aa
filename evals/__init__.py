"""Suites, measures, benchmarks: how good the answers are."""
