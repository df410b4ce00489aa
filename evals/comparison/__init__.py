"""Compares two runs, case by case."""
