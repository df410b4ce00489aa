"""Which part of a public set trains, which calibrates, which tests: by a digest of the document."""

import hashlib
from typing import Literal

Part = Literal["train", "calibrate", "test"]
PARTS: tuple[tuple[Part, int], ...] = (("train", 60), ("calibrate", 16), ("test", 24))
"""In percent. Never by question: two questions of one document share its words."""


def part_of(document: str) -> Part:
    """The part that everything of `document` (a file, an article, a topic) belongs to."""
    place = int(hashlib.sha256(document.encode()).hexdigest()[:8], 16) % 100
    for part, share in PARTS:
        if place < share:
            return part
        place -= share
    raise AssertionError("the parts add up to a hundred")
