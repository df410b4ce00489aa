"""Grades the grader: corrupts good answers and counts what the measures catch."""
