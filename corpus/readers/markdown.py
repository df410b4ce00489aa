"""Reads Markdown: front matter, then the body by way of HTML, so that both read alike."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.errors import DocumentError
from corpus.readers.front_matter import split_front_matter
from corpus.readers.html import read_html
from corpus.readers.html_inline import BLOCKS, INLINE, SKIPPED
from corpus.readers.omissions import Omissions
from corpus.readers.reading import Reading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ADMONITION = re.compile(r"^[ \t]*:::+[ \t]*([A-Za-z]*)[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_TYPED_BULLET = re.compile(r"^([ \t]*)([•▪●■‣◦])[ \t]*(?=\S)", re.MULTILINE)
_LATE_CLOSE = re.compile(r"(?<![*\w])\*([^*\s][^*\n]{0,80}[:.]) \*(?=\w)")  # "*Adults: *1 mg"
_SPACED_LINK = re.compile(r"(?<=\])\((?:https?:/|\.{0,2})/[^()\"'\n]* [^()\"'\n]*\)")
_TABLE_LINE = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_BOLD_LABEL = re.compile(r"(\*\*[^*|\s][^*|]*[^*|\s:.;])\*\* {2,}(?=[^\s|])")
_WIDE_GAP = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")
_UNEVEN_RULE = re.compile(
    r"^([ \t]*\|.*\|[ \t]*)\n([ \t]*)\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$", re.MULTILINE
)
_TYPED_LINE_END = re.compile(r"\s\\n(?=\s)")
_MAX_NESTING = 100  # the parser drops what is nested deeper, so it is refused
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
# "> 5 stools a day" and ">= 2 visits" are comparisons, not quotations.
_COMPARISON = re.compile(r">[ \t]*[=≥\d.]")
# "[Dose]: 5mg" is text; only an address makes a link definition.
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]]+\]:[ \t]*<?(https?:|mailto:|\.{0,2}/|#)")
_LINKED = re.compile(r"[/#:.]")


def read_markdown(source: str) -> Reading:
    """Read a Markdown document that is already decoded.

    Raises DocumentError when the front matter is not YAML or the nesting is too deep.
    """
    omissions = Omissions()
    stated, body, problems = split_front_matter(omissions.strip_hidden(source))
    body = _ADMONITION.sub(_open_admonition, body)
    body = _TYPED_BULLET.sub(lambda m: m[1] + ("  - " if m[2] == "◦" else "- "), body)
    body = _LATE_CLOSE.sub(r"*\1* ", body)
    body = _SPACED_LINK.sub(lambda link: link[0].replace(" ", "%20"), body)
    body = _TABLE_LINE.sub(_restore_lines, body)
    body = _UNEVEN_RULE.sub(_even_rule, body)
    body = _TYPED_LINE_END.sub("<br>", body)
    reading = read_html(_parser().render(body), omissions)
    return Reading(reading.text, stated, problems + reading.problems)


def _open_admonition(fence: re.Match[str]) -> str:
    """The title of a Docusaurus box as a line of its own; the fence goes."""
    kind, title = fence[1], fence[2].strip("[]")
    return f"\n{title or kind.capitalize()}\n"


def _restore_lines(row: re.Match[str]) -> str:
    """Converters leave two spaces in a cell where the source began a new line."""
    return _WIDE_GAP.sub("<br>", _BOLD_LABEL.sub(r"\1:** ", row[0]))


def _even_rule(head: re.Match[str]) -> str:
    """A table whose rule has more or fewer columns than its header would not count as one."""
    columns = len(re.findall(r"(?<!\\)\|", head[1])) - 1
    return f"{head[1]}\n{head[2]}|{'---|' * columns}"


@cache
def _parser() -> "MarkdownIt":
    """CommonMark with tables, changed wherever its rules would drop clinical text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable(
        ["table", "strikethrough"]
    )
    parser.disable("code")  # indented text in guidelines is text
    _guard(parser, "blockquote", _COMPARISON, refuse=True)
    _guard(parser, "reference", _DEFINITION, refuse=False)
    parser.core.ruler.push("clinical", _mend)
    return parser


def _guard(parser: "MarkdownIt", name: str, pattern: re.Pattern[str], *, refuse: bool) -> None:
    """Let a block rule run only where `pattern` does not (or does) match the line."""
    position = parser.block.ruler.__find__(name)
    entry = parser.block.ruler.__rules__[position]
    rule = entry.fn

    def guarded(state: Any, start: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[start] + state.tShift[start]
        matched = pattern.match(state.src, begin, state.eMarks[start]) is not None
        return False if matched == refuse else bool(rule(state, start, end, silent))

    parser.block.ruler.at(name, guarded, {"alt": entry.alt})


def _mend(state: Any) -> None:
    """Repair the token stream before it is rendered."""
    lines = state.src.split("\n")
    columns, line = 0, ""
    mark = ""
    cell = None
    for token in state.tokens:
        if token.level >= _MAX_NESTING - 1:
            raise DocumentError("the Markdown is nested too deeply to be read: simplify it")
        if token.type in ("ordered_list_open", "ordered_list_close"):
            token.tag = "ul"  # numbers are kept as they are typed, below
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "html_block":
            token.content = _TAG.sub(_escape_unknown, token.content)
        elif token.type == "tr_open":
            columns, line = 0, lines[token.map[0]] if token.map else ""
        elif token.type in ("td_open", "th_open"):
            columns += 1
        elif token.type == "tr_close" and cell is not None:
            _restore_cut_cells(cell, line, columns)
        elif token.type == "inline":
            cell = token
            _mend_inline(token.children or [])
            if mark:
                token.children.insert(0, _text(token, mark))
                mark = ""


def _mend_inline(children: list[Any]) -> None:
    for position, token in enumerate(children):
        if token.type == "html_inline":
            name = _TAG.match(token.content)
            if name and name[1].lower() not in BLOCKS | INLINE | SKIPPED:
                token.type = "text"  # "<one month" is a comparison, not a tag
            elif re.match(r"</\s*br", token.content, re.IGNORECASE):
                token.content = "<br>"
        elif token.type in ("em_open", "em_close", "strong_open", "strong_close"):
            before = children[position - 1].content[-1:] if position else ""
            after = children[position + 1].content[:1] if position + 1 < len(children) else ""
            if before.isdigit() and after.isdigit():
                # 2*3*4 would read 234
                token.type, token.content = "text", token.markup
        elif token.type == "link_close":
            opening = next(
                (t for t in reversed(children[:position]) if t.type == "link_open"), None
            )
            target = str(opening.attrs.get("href", "")) if opening else ""
            if opening and target and not _LINKED.search(target):
                # "[children](250mg)" is a remark in brackets
                token.type, token.tag, token.content = "text", "", f" ({target})"
                opening.type, opening.content = "text", ""


def _restore_cut_cells(last: Any, line: str, columns: int) -> None:
    """Put back the cells of a row that has more of them than its header: GFM drops them."""
    from markdown_it.rules_block.table import escapedSplit

    if line.count("|") <= columns:
        return
    cells = escapedSplit(line.strip())
    if cells and not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    extra = [cell.strip() for cell in cells[columns:]]
    if any(extra):
        token = _text(last, "".join(f"</td><td>{_escape(cell)}" for cell in extra))
        token.type = "html_inline"
        last.children.append(token)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_unknown(tag: re.Match[str]) -> str:
    known = tag[1].lower() in BLOCKS | INLINE | SKIPPED | {"html", "head"}
    return tag[0] if known else tag[0].replace("<", "&lt;")


def _text(like: Any, content: str) -> Any:
    """A text token to be put among the children of `like`."""
    return type(like)("text", "", 0, content=content)
