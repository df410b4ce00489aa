"""How well each page of a document was read: what on it a curator should compare with the source.

Whether letters make a word is judged by the words of the whole corpus, so that no list is needed
for drugs, names or another language.
"""

import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.text import TABLE_KINDS, Block, Text


class Fault(StrEnum):
    """What is wrong with a page, what may hide a dose first."""

    DRAWN = "drawn"
    """The page shows much that is not in the text: a scan, a flow chart, a graph."""
    CROWDED = "crowded cell"
    """One cell holds the figures of many: a table that was not taken apart."""
    CELLS = "uneven table"
    """Rows of one table have different numbers of cells."""
    UNKNOWN = "unknown characters"
    JOINED = "joined words"
    SPACED = "spaced letters"
    TORN = "torn words"
    REPORTED = "reported"
    """The reader said so when the file was added."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a page."""

    fault: Fault
    detail: str
    """One sentence or some examples, for the curator."""


@dataclass(frozen=True, slots=True)
class PageQuality:
    """What was read from one page."""

    page: int | None
    """From 1; None for the whole of a document, which has no pages or no page to blame."""
    characters: int
    blocks: int
    tables: int
    findings: tuple[Finding, ...] = ()


Words = Mapping[str, int]
"""How often each word occurs in the corpus."""

LITTLE = 400
"""Characters of a page under which it is worth looking for what else it shows."""
SPARSE = 0.5
"""Share of the usual length of a page of the document under which it is, too."""
_FEWEST = 2
"""Torn or joined words of a page that are reported: one alone is the author's slip."""
_EXAMPLES = 5
_CROWD = 30
"""Numbers in one cell, of which so many are not a sentence with doses ..."""
_CROWDED = 0.3
"""... when they are more than this share of its words."""
_KNOWN = 8
"""Times a word occurs in the corpus that is surely one."""
_RARER = 8
"""How many times rarer a piece of a torn word is than the whole word."""
_COMMON = 40
"""Times each of two words occurs that were joined to one nobody else uses."""
_AFFIXES = frozenset(
    ["able", "anti", "auto", "based", "bio", "book", "cardio", "cerebro", "chemo", "co",
     "counter", "down", "electro", "extra", "fold", "fore", "free", "full", "gastro", "genito",
     "half", "hand", "head", "home", "hyper", "hypo", "immuno", "infra", "inter", "intra",
     "ions", "keto", "land", "less", "like", "line", "macro", "mark", "mega", "micro", "mid",
     "mini", "mis", "mono", "multi", "ness", "neuro", "night", "non", "over", "para", "photo",
     "poly", "post", "pre", "psycho", "radio", "re", "self", "semi", "ship", "side", "socio",
     "some", "stand", "step", "sub", "super", "tele", "thermo", "time", "tion", "trans", "type",
     "ultra", "un", "under", "up", "ward", "wards", "ways", "where", "wide", "wise", "with",
     "work"]
)  # fmt: skip
"""What makes words of words: "non" and "smoking" may be joined."""
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = re.compile(r"\S*[@/\\_]\S*|\S+\.\S+\.\S+|\S+\.(?:org|gov|com|net|int|edu)\b\S*")
_SIGNS = ".,;:!?()[]“”‘’\"'•\n"
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PROBLEM = re.compile(r"page (\d+): (?:page \d+ )?(.+)", re.DOTALL)


def count_words(texts: Iterable[Text]) -> Counter[str]:
    """How often each word occurs in the texts, in lower case."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(_WORD.findall(text.content.casefold()))
    return words


def sparse_pages(text: Text) -> tuple[int, ...]:
    """Numbers of the pages that hold little text, or far less than those of the document do."""
    if not text.pages:
        return ()
    lengths = {page.number: len(text[page].strip()) for page in text.pages}
    limit = max(LITTLE, SPARSE * statistics.median(lengths.values()))
    return tuple(number for number, length in lengths.items() if length < limit)


def assess_pages(
    text: Text, problems: Sequence[str], words: Words, drawn: Collection[int] = ()
) -> tuple[PageQuality, ...]:
    """The quality of every page, in order; a document without pages counts as one.

    `problems` are those of the version, `words` those of the corpus (`count_words`), `drawn` the
    pages that show more than their text (`corpus.page_drawings`).
    """
    reported: dict[int | None, list[str]] = defaultdict(list)
    for problem in problems:
        match = _PROBLEM.fullmatch(problem)
        reported[int(match[1]) if match else None].append(match[2] if match else problem)
    found = []
    if reported[None] or not text.pages:
        # The pages of a document are judged one by one; only the reader's word is of the whole.
        findings = _reported(reported[None])
        if not text.pages:
            findings += [*_read_wrongly(text.content, words), *_of_tables(text, text.blocks)]
        found.append(_quality(None, len(text.content), text.blocks, findings))
    for page, blocks in zip(text.pages, _blocks_of_pages(text), strict=True):
        findings = _reported(reported[page.number])
        length = len(text[page].strip())
        if page.number in drawn:
            detail = "shows much that is not in the text, such as a scan, a flow chart or a graph"
            findings.append(Finding(Fault.DRAWN, detail))
        findings += [*_read_wrongly(text[page], words), *_of_tables(text, blocks)]
        found.append(_quality(page.number, length, blocks, findings))
    return tuple(found)


def _reported(reasons: Iterable[str]) -> list[Finding]:
    return [Finding(Fault.REPORTED, reason) for reason in reasons]


def _quality(
    page: int | None, characters: int, blocks: Sequence[Block], findings: Sequence[Finding]
) -> PageQuality:
    tables = len({block.table for block in blocks if block.kind in TABLE_KINDS})
    return PageQuality(page, characters, len(blocks), tables, tuple(findings))


def _read_wrongly(content: str, words: Words) -> list[Finding]:
    """What the characters of a page give away."""
    checks = (
        (Fault.UNKNOWN, _unknown(content)),
        (Fault.SPACED, dict.fromkeys(_SPACED.findall(content))),
        (Fault.TORN, _several(_torn(content, words))),
        (Fault.JOINED, _several(_joined(content, words))),
    )
    return [Finding(fault, _listed(examples)) for fault, examples in checks if examples]


def _blocks_of_pages(text: Text) -> Iterator[list[Block]]:
    blocks = list(text.blocks)
    for page in text.pages:
        yield [block for block in blocks if page.start <= block.start < page.end]


def _unknown(content: str) -> dict[str, None]:
    """Characters without a meaning: replaced when they were decoded, or of a font's own."""
    unknown = Counter(
        c for c in content if c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn")
    )
    return dict.fromkeys(f"U+{ord(c):04X} {count} times" for c, count in sorted(unknown.items()))


def _torn(content: str, words: Words) -> Iterator[str]:
    """Neighbours that the corpus knows as one word, one of which it hardly knows alone."""
    pairs = (pair for line in content.splitlines() for pair in pairwise(line.split(" ")))
    for one, other in pairs:
        first, second = one.lstrip(_SIGNS), other.rstrip(_SIGNS)
        if not (first.isalpha() and second.isalpha()):
            continue
        halves = first.casefold(), second.casefold()
        whole = words.get("".join(halves), 0)
        rarest = min(words.get(half, 0) for half in halves)
        if whole >= _KNOWN and rarest * _RARER <= whole and _AFFIXES.isdisjoint(halves):
            yield f"{first} {second}"


def _joined(content: str, words: Words) -> Iterator[str]:
    for word in _WORD.findall(_LINKS.sub(" ", content)):
        folded = word.casefold()
        if len(folded) < 8 or words.get(folded, 0) > 2 or words.get(folded.rstrip("s"), 0) > 2:
            continue
        for cut in range(4, len(folded) - 3):
            halves = folded[:cut], folded[cut:]
            common = all(words.get(half, 0) >= _COMMON for half in halves)
            if common and _AFFIXES.isdisjoint(halves):
                yield word
                break


def _several(examples: Iterable[str]) -> dict[str, None]:
    """The different ones, when there are enough of them."""
    found = dict.fromkeys(examples)
    return found if len(found) >= _FEWEST else {}


def _listed(examples: Mapping[str, None]) -> str:
    shown = ", ".join(f"“{example}”" for example in list(examples)[:_EXAMPLES])
    more = len(examples) - _EXAMPLES
    return f"{shown} and {more} more" if more > 0 else shown


def _of_tables(text: Text, blocks: Sequence[Block]) -> Iterator[Finding]:
    tables: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.kind in TABLE_KINDS:
            tables[block.table].append(block)
    for rows in tables.values():
        begin = " ".join(text[rows[0]].split())[:60]
        # A row of a single cell is the title of a group.
        counts = sorted({len(row.cells) for row in rows} - {1})
        if len(counts) > 1:
            numbers = " and ".join(map(str, counts))
            yield Finding(Fault.CELLS, f"rows of {numbers} cells in the table “{begin}…”")
        cells = (_NUMBER.sub(" # ", text[cell]).split() for row in rows for cell in row.cells)
        figures = [cell.count("#") for cell in cells if cell.count("#") > _CROWDED * len(cell)]
        if max(figures, default=0) >= _CROWD:
            detail = f"{max(figures)} numbers in one cell of the table “{begin}…”"
            yield Finding(Fault.CROWDED, detail)
