"""A corpus of the size of a large hospital group, made from the real guidelines."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from corpus.errors import AssistantError
from corpus.finding import find_files
from corpus.metadata import slug
from corpus.parallel_reading import read_files
from corpus.passages import Section
from corpus.sections import split_sections
from corpus.text import Block, BlockKind, Text
from evals.benchmarks.places import Places, Size

DOCUMENTS = {"small": 500, "full": 10_000}
USES = 13
"""How many hospitals have a document made of the same piece."""
PIECE = 7_000
"""Characters after which a piece ends with its section: some 20 passages."""
SEED = "large corpus"
CHANGED = 1 / 30
"""Share of the numbers that a hospital has otherwise: most adopt what the source says.

Contradictions between documents, which a publish looks for, grow with it."""

HOSPITALS = (
    "Alder Bay", "Birchwater", "Calder Moor", "Dunmarsh", "Elm Quay", "Fernhope", "Greyling",
    "Hartsend", "Inver Leigh", "Juniper Hill", "Kestrel Point", "Larkfield", "Mossgate",
    "Northmere", "Oakhaven", "Penrow", "Quarry Cross", "Redferry", "Saltwick", "Thornby",
)  # fmt: skip
"""All of them made up."""
TYPES = ("guideline", "protocol", "policy", "formulary")
POPULATIONS = ("all", "adult", "adult", "all", "paediatric", "all", "obstetric", "neonatal")
SPECIALTIES = (
    "emergency medicine", "general medicine", "paediatrics", "obstetrics", "surgery",
    "intensive care", "pharmacy",
)  # fmt: skip
WORDS = {
    "should": "must",
    "patients": "people",
    "give": "administer",
    "consider": "think of",
    "usually": "as a rule",
    "treatment": "management",
}
"""What some hospitals say instead."""

_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w,]|\.\d)")
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b")
_SYNTAX = re.compile(r"[\\`*_<>\[\]|~]|^[#+=:-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


@dataclass(frozen=True)
class Piece:
    """Sections of one source that follow one another, as Markdown."""

    title: str
    body: str


@dataclass(frozen=True)
class MadeDocument:
    """One hospital's document, with what becomes of it."""

    number: int
    """From 0; decides everything about the document."""
    piece: Piece
    hospital: str

    @property
    def title(self) -> str:
        """What the piece is about, and where it holds."""
        return f"{self.piece.title} – {self.hospital}"

    @property
    def id(self) -> str:
        """Unique in the corpus."""
        return f"{slug(self.title)[:60]}-{self.number:05}"

    @property
    def approved(self) -> int:
        """How many versions were approved: none of one in twenty, two of one in ten."""
        share = self.number % 20
        return 0 if share == 0 else 2 if share in (1, 2) else 1

    @property
    def drafted(self) -> bool:
        """Whether the last version is a draft: of three in ten."""
        return self.number % 20 in (0, 3, 4, 5, 9, 10)

    @property
    def retired(self) -> bool:
        """Whether it was withdrawn: one in twenty."""
        return self.number % 20 == 6

    def markdown(self, version: int) -> str:
        """A version of it, from 1, with its front matter; the same text for the same number."""
        chance = random.Random(f"{SEED} {self.number} {version}")
        overdue = self.number % 20 in (7, 8)
        # One second version in ten is approved and not yet effective.
        later = version > 1 and self.number % 200 == 1
        effective = 2099 if later else 2010 + version + self.number % 8
        front = {
            "id": self.id,
            "title": self.title,
            "version": str(version),
            "owner": f"{self.hospital} Guidelines Committee (made up)",
            "type": TYPES[self.number % len(TYPES)],
            "specialty": SPECIALTIES[self.number % len(SPECIALTIES)],
            "population": POPULATIONS[self.number % len(POPULATIONS)],
            "site": self.hospital,
            "effective": f"{effective}-{1 + self.number % 12:02}-01",
            "review": "2024-06-30" if overdue and not later else "2120-01-31",
            "source": "made from public guidelines to measure speed; not for clinical use",
            "licence": "as its sources",
        }
        # JSON's strings are YAML's too.
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
        body = _varied(self.piece.body, chance)
        return "\n".join(("---", *lines, "---", "", f"# {_escaped(self.title)}", "", body))


def made_documents(size: Size, places: Places) -> list[MadeDocument]:
    """The documents of that size, always the same; raises Skipped without the guidelines."""
    count = DOCUMENTS[size]
    pieces = cut(_texts(places.need("guidelines")))
    used = min(len(pieces), -(-count // USES))
    chosen = [pieces[n * len(pieces) // used] for n in range(used)]
    return [MadeDocument(n, chosen[n % used], _hospital(n // used)) for n in range(count)]


def cut(texts: Iterable[Text]) -> list[Piece]:
    """Pieces of some `PIECE` characters, ending where a section ends; short texts are joined.

    What is left at the end and too short for a piece is left out.
    """
    pieces: list[Piece] = []
    lines: list[str] = []
    title, length = "", 0
    for text in texts:
        for section in split_sections(text):
            # A section that begins a piece brings the headings above it along.
            shown = section.headings[-1:] if lines else section.headings
            level = len(section.headings) - len(shown)
            for depth, heading in enumerate(shown, level + 2):
                title = title or " ".join(text[heading].split())[:80]
                lines.append(f"{'#' * min(depth, 6)} {_escaped(text[heading])}\n")
            lines += _markdown(text, section)
            length += section.end - section.start
            if length >= PIECE:
                pieces.append(Piece(title or "Untitled", "\n".join(lines)))
                lines, title, length = [], "", 0
    return pieces


def write_documents(files: Iterable[tuple[str, str]], folder: Path) -> list[Path]:
    """Write (name, text) into a new folder; returns the files in that order."""
    folder.mkdir(parents=True)
    written = []
    for name, text in files:
        file = folder / f"{name}.md"
        file.write_text(text, encoding="utf-8")
        written.append(file)
    return written


def _texts(source: Path) -> Iterator[Text]:
    for _, outcome in read_files(find_files([source])):
        if not isinstance(outcome, AssistantError):
            yield outcome[1].text


def _hospital(use: int) -> str:
    name = HOSPITALS[use % len(HOSPITALS)]
    return name if use < len(HOSPITALS) else f"{name} {use // len(HOSPITALS) + 1}"


def _markdown(text: Text, section: Section) -> Iterator[str]:
    """The blocks of a section, each table and each other block closed by an empty line."""
    header: Block | None = None
    for block, after in _pairs(section.blocks):
        said = " ".join(text[block].split())
        if block.kind in (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW):
            cells = [_escaped(text[cell]) for cell in block.cells]
            row = f"| {' | '.join(cells)} |"
            if header is None or header.table != block.table:
                header = block
                row += f"\n|{'---|' * len(cells)}"
            ends = after is None or after.table != block.table or not after.cells
            yield f"{row}\n" if ends else row
        elif block.kind is BlockKind.LIST_ITEM:
            ends = after is None or after.kind is not BlockKind.LIST_ITEM
            yield f"{'  ' * (block.level - 1)}- {_escaped(said)}" + ("\n" if ends else "")
        else:
            yield f"{_escaped(said)}\n"


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one after it."""
    return zip_longest(blocks, blocks[1:])


def _escaped(said: str) -> str:
    """Text that Markdown shall read as it stands, on one line."""
    return _SYNTAX.sub(lambda found: f"\\{found[0]}", " ".join(said.split()))


def _varied(body: str, chance: random.Random) -> str:
    """Another hospital's wording: a few numbers and words differ."""
    said = {word for word in WORDS if chance.random() < 0.3}

    def number(found: re.Match[str]) -> str:
        return str(int(found[0]) + chance.randint(1, 9)) if chance.random() < CHANGED else found[0]

    def word(found: re.Match[str]) -> str:
        return WORDS[found[0]] if found[0] in said else found[0]

    return _NUMBER.sub(number, _WORD.sub(word, body))
