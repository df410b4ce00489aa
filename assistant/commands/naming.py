"""What DOC[@VERSION] names on the command line."""

from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError
from corpus.versions import Version


def named_parts(named: str) -> tuple[str, str | None]:
    """The document, and the version if one is named; CatalogueError when either is left empty.

    What is left empty is a slip, or a variable of a script: it must not mean all or any.
    """
    document, at, version = named.partition("@")
    if not document.strip() or (at and not version.strip()):
        raise CatalogueError(
            f"{named!r} names no document or no version: write DOC or DOC@VERSION, "
            "as `assistant corpus list` shows them"
        )
    return document, version or None


def find_version(catalogue: Catalogue, named: str) -> Version:
    """The version named, or the one in force, or else the last one added; CatalogueError."""
    return catalogue.version(*named_parts(named))


def find_draft(catalogue: Catalogue, named: str) -> Version:
    """The version named, whatever it is, or the only draft of the document; CatalogueError."""
    document, version = named_parts(named)
    return catalogue.version(document, version) if version else catalogue.draft(document)
