"""One reader per format, chosen by what the file holds."""
