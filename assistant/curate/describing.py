"""One document version as the command line and the API describe it."""

from typing import Any

from corpus.metadata import KEYS
from corpus.versions import Stage, Version


def summary_of(version: Version, stage: Stage) -> dict[str, Any]:
    """Its metadata, where it stands in its life, and the digests it is known by; as JSON."""
    metadata = version.metadata
    return {
        **{key: getattr(metadata, key) for key in KEYS},
        "specialty": list(metadata.specialty),
        "population": list(metadata.population),
        "site": list(metadata.site),
        "effective": metadata.effective and metadata.effective.isoformat(),
        "review": metadata.review and metadata.review.isoformat(),
        "status": stage.status.value,
        "stage": stage.value,
        "file": version.source_name,
        "source_sha256": version.source_sha256,
        "text_sha256": version.text_sha256,
        "pages": version.pages,
        "added_at": version.added_at.isoformat(),
        "approved_by": version.approved_by,
        "approved_at": version.approved_at and version.approved_at.isoformat(),
        "retired_on": version.retired_on and version.retired_on.isoformat(),
        "retired_reason": version.retired_reason,
    }
