"""An answer arranged for reading: by document and section, with context folded away."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answers import Answer, Citation, Statement
from assistant.generate.bands import rows_for
from assistant.vocabulary import drugs_in
from corpus.text import Span

_BETWEEN_CELLS = re.compile(r"(?:^|(?<= ))\|(?= |$)")


@dataclass(frozen=True)
class Item:
    """One statement as shown."""

    text: str
    """The sentence; the whole statement where it cannot be taken apart safely."""
    cells: tuple[tuple[str, str], ...]
    """Of a table row: header and cell; empty for a sentence."""
    number: int
    """Of the citation that holds the sentence itself."""
    address: str
    """Where its source is shown, with the words of the sentence and its context highlighted."""
    asked_about: bool = False
    """Of a table row: whether it, and not every row shown, is for what the question names."""


@dataclass(frozen=True)
class Block:
    """Statements in a row that share how they are shown."""

    lead_in: str
    """The words that introduce the list or table, such as "Give in this order:"."""
    header: tuple[str, ...]
    """Of a table; empty for a list of sentences."""
    caution: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Group:
    """What one section of one document says."""

    title: str
    version: str
    path: tuple[str, ...]
    page: int | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Source:
    """A citation with the citations it is read with."""

    citation: Citation
    path: tuple[tuple[str, int | None], ...]
    """Headings, each with the number of the citation that holds it, where one does."""
    context: tuple[Citation, ...]
    """The others it is read with: list introductions, table headers."""
    address: str
    """Where it is shown."""
    title_number: int | None
    """Of the citation that holds the title, where it is cited as a heading."""


@dataclass(frozen=True)
class SourceDocument:
    """The sources of one document version."""

    first: Citation
    overdue: bool
    sources: tuple[Source, ...]

    @property
    def title_number(self) -> int | None:
        """Of the citation that holds the title, if any."""
        return next((s.title_number for s in self.sources if s.title_number), None)


def groups(answer: Answer) -> tuple[Group, ...]:
    """The statements by document and section, each in the order of the answer."""
    citations = {citation.number: citation for citation in answer.citations}
    by_section: dict[tuple[object, ...], list[Statement]] = {}
    for statement in answer.statements:
        first = citations[statement.citations[0]]
        key = (first.document, first.version, first.section)
        by_section.setdefault(key, []).append(statement)
    return tuple(
        _group(statements, citations, answer.question) for statements in by_section.values()
    )


@dataclass(frozen=True)
class Core:
    """The one row to be read before everything else."""

    group: Group
    item: Item


def core(arranged: Sequence[Group]) -> Core | None:
    """The one row that is for what the question names, to be read before its table.

    None where no row is marked, where several are, and where nothing else stands in its table.
    """
    marked = [
        (group, block, item)
        for group in arranged
        for block in group.blocks
        for item in block.items
        if item.asked_about and not block.caution
    ]
    if len(marked) != 1 or len(marked[0][1].items) == 1:
        return None
    group, _, item = marked[0]
    return Core(group, item)


def address_of(citation: Citation, context: Iterable[Citation] = ()) -> str:
    """Where a citation is shown, with what it is read with from the same version."""
    # The package of sources shows answers too, and so needs this module.
    from assistant.web.sources.wanted import Wanted

    also = (
        Span(other.start, other.end)
        for other in context
        if (other.document, other.version) == (citation.document, citation.version)
    )
    cited = Span(citation.start, citation.end)
    return Wanted(citation.document, citation.version, cited, tuple(also)).address()


def source_documents(answer: Answer, today: date) -> tuple[SourceDocument, ...]:
    """Every citation once: those of sentences as sources, the others below the one they explain."""
    citations = {citation.number: citation for citation in answer.citations}
    context: dict[int, tuple[int, ...]] = {}
    for statement in answer.statements:
        number, *others = statement.citations
        context[number] = tuple(dict.fromkeys([*context.get(number, ()), *others]))
    by_document: dict[tuple[str, str], list[Source]] = {}
    for number in sorted(context):
        source = _source(citations[number], [citations[other] for other in context[number]])
        key = (source.citation.document, source.citation.version)
        by_document.setdefault(key, []).append(source)
    return tuple(
        SourceDocument(first, first.review is not None and first.review < today, tuple(sources))
        for sources in by_document.values()
        for first in [sources[0].citation]
    )


def _source(citation: Citation, others: Iterable[Citation]) -> Source:
    """The citations of headings are shown by their numbers in the path, the rest in words."""
    path = path_below_title(citation)
    title = citation.section[: len(citation.section) - len(path)]
    numbers: dict[str, int] = {}
    context = []
    for other in others:
        if other.quote in (*title, *path) and other.quote not in numbers:
            numbers[other.quote] = other.number
        else:
            context.append(other)
    return Source(
        citation,
        tuple((heading, numbers.get(heading)) for heading in path),
        tuple(context),
        address_of(citation, context),
        next((numbers[heading] for heading in title if heading in numbers), None),
    )


def path_below_title(citation: Citation) -> tuple[str, ...]:
    """The heading path without a first heading that only repeats the title."""
    path = citation.section
    if path and _plain(path[0]).casefold() == _plain(citation.title).casefold():
        return path[1:]
    return path


def _group(
    statements: Iterable[Statement],
    citations: Mapping[int, Citation],
    question: str,
) -> Group:
    blocks: list[Block] = []
    first: Citation | None = None
    for statement in statements:
        citation, *others = (citations[number] for number in statement.citations)
        first = first or citation
        block = _block(statement, citation, others)
        if blocks and _alike(blocks[-1], block):
            last = blocks.pop()
            block = Block(last.lead_in, last.header, last.caution, last.items + block.items)
        blocks.append(block)
    if first is None:
        raise ValueError("a group of no statements")
    path = path_below_title(first)
    marked = tuple(_marked(block, question) for block in blocks)
    return Group(first.title, first.version, path, first.page, marked)


def _marked(block: Block, question: str) -> Block:
    """The block with the rows marked that are for the weight, age or drug of the question."""
    rows = [[cell for _, cell in item.cells] for item in block.items]
    if not block.header:
        return block
    banded = rows_for(question, block.header, rows)
    drugs = drugs_in(question)
    named = {number for number, row in enumerate(rows) if drugs & drugs_in(row[0])}
    picked = banded & named or banded or named
    if len(picked) == len(rows):
        return block
    items = (replace(one, asked_about=n in picked) for n, one in enumerate(block.items))
    return replace(block, items=tuple(items))


def _alike(one: Block, other: Block) -> bool:
    return (one.lead_in, one.header, one.caution) == (other.lead_in, other.header, other.caution)


def _block(statement: Statement, citation: Citation, others: list[Citation]) -> Block:
    """One statement as a block; its context becomes a lead-in, unless it is a heading above it."""
    words = _plain(citation.quote)
    quotes = [_plain(other.quote) for other in others]
    header, cells, above = _row(statement, words, quotes)
    headings = {_plain(heading) for heading in citation.section}
    lead_ins = [
        " ".join(filter(None, dict.fromkeys(_cells(quote))))
        for quote in quotes
        if quote not in headings and quote not in above
    ]
    if not cells and not statement.text.endswith(words):
        words, lead_ins = statement.text, []
    item = Item(words, cells, citation.number, address_of(citation, others))
    return Block(" ".join(lead_ins), header, statement.caution, (item,))


def _row(
    statement: Statement, words: str, others: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Header and cells of a table row, and the quotes that are its header rows.

    Nothing unless each pair is said by the statement too.
    """
    cells = _cells(words)
    alike = tuple(one for one in others if len(_cells(one)) == len(cells) > 1)
    # Of several header rows the labels are read from the top down; a row that names a group of
    # rows has as many cells and is no header.
    for above in (alike, *((one,) for one in alike)):
        header = tuple(
            " ".join(filter(None, dict.fromkeys(label.rstrip(" :") for label in labels)))
            for labels in zip(*map(_cells, above), strict=True)
        )
        pairs = tuple(zip(header, cells, strict=True)) if header else ()
        said = (f"{name}: {cell}" in statement.text for name, cell in pairs if cell and name)
        if pairs and all(said):
            return header, pairs, above
    return (), (), ()


def _cells(quote: str) -> list[str]:
    """The cells of a quoted row, empty ones at its ends too."""
    return [cell.strip() for cell in _BETWEEN_CELLS.split(quote)]


def _plain(words: str) -> str:
    return " ".join(words.split())
