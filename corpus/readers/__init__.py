"""One reader per format, chosen by what the file holds."""

from corpus.readers.choose import ENDINGS, SUPPORTED, read

__all__ = ["ENDINGS", "SUPPORTED", "read"]
