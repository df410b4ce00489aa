"""Immutable, content-addressed builds of passages, vectors and lexical index; one is published."""
