"""Runs: suites asked of the assistant, and what came back."""
