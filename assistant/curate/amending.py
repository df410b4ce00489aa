"""Corrects the metadata of a draft."""

from collections.abc import Mapping
from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError
from corpus.metadata import KEYS, parse_metadata
from corpus.versions import Version

FIXED = ("id", "version")
"""What a draft is found by, and so keeps; withdraw it and add its file again to name it anew."""
AMENDABLE = tuple(key for key in KEYS if key not in FIXED)


def amend(
    catalogue: Catalogue,
    document: str,
    version: str,
    values: Mapping[str, str],
    by: str,
    *,
    second_person: bool = True,
) -> tuple[Version, bool]:
    """Give a draft these metadata instead of its own; an empty value is none.

    Returns the draft, and whether anything differs. Whoever amends a draft cannot approve it, where
    a second person has to. Raises MetadataError with every bad field, and CatalogueError for what
    is no draft.
    """
    draft = catalogue.version(document, version)
    if not draft.is_draft:
        raise CatalogueError(
            f"{draft.key} is no draft, so its metadata stay: add a new version of {document}"
        )
    stated = {key: values.get(key, "").strip() for key in AMENDABLE}
    kept = {"id": document, "version": version}
    metadata = parse_metadata({key: value for key, value in (kept | stated).items() if value})
    amended = replace(draft, metadata=metadata)
    return amended, catalogue.add(amended, by, second_person=second_person)
