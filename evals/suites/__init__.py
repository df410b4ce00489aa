"""Suites: cases with what is expected of their answers, written as YAML."""
