"""One reader per format, chosen by what the file holds."""

from corpus.readers.choose import SUPPORTED, read

__all__ = ["SUPPORTED", "read"]
