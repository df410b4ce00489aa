"""What must hold before a version is approved, beyond what the catalogue alone can see."""

from datetime import date

from corpus.catalogue import Catalogue
from corpus.doses import holds_dose
from corpus.errors import MetadataError
from corpus.library import Library
from corpus.metadata import Metadata, Population
from corpus.text import Text
from corpus.versions import Version


def check_population(metadata: Metadata, text: Text) -> None:
    """Raise MetadataError when a protocol gives doses and nobody has said for whom.

    A dose for an adult harms a child. Each block is looked at by itself, because a number at the
    end of one and a letter at the start of the next are no dose.
    """
    if metadata.population or "protocol" not in metadata.type.casefold():
        return
    dosed = next((text[block] for block in text.blocks if holds_dose(text[block])), None)
    if dosed is not None:
        raise MetadataError(
            f"{metadata.id}@{metadata.version} is a {metadata.type} that gives doses "
            f"({' '.join(dosed.split())[:60]!r}) and states no population: state it as population "
            "in its front matter, in the metadata CSV or with --set population=NAME, "
            f"one or more of {', '.join(Population)}, and add the file again"
        )


def approve_version(  # noqa: PLR0917
    catalogue: Catalogue,
    library: Library,
    document: str,
    version: str,
    by: str,
    effective: date,
    *,
    second_person: bool = True,
    seen: Version | None = None,
) -> Version:
    """Approve a draft whose metadata fit its text; see `Catalogue.approve`.

    Without `seen`, the draft that its approver had before them, it is approved as it stands now.
    Raises MetadataError, CatalogueError and StorageError; then nothing was changed.
    """
    draft = seen or catalogue.version(document, version)
    check_population(draft.metadata, library.text(draft.text_sha256))
    return catalogue.approve(
        document, version, by, effective, second_person=second_person, seen=draft
    )
