"""YAML to nodes: nothing is guessed, and what YAML would change silently is named.

`no`, `2.10`, `30` and `2025-01-01` are those words, so none of YAML's surprises (no → false,
2.10 → 2.1, 1_000 → 1000, 12:30 → 750) can change a suite.
"""

import re
from typing import Any

from evals.suites.mistakes import Mistakes
from evals.suites.nodes import Items, Keyed, Node, Scalar

DEEPEST = 20
"""Levels of nesting; a suite needs six."""
_HOPELESS = 1000
"""Mistakes after which a file is read no further: it is no suite."""
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML counts a new line."""


def compose(content: str, mistakes: Mistakes) -> Node | None:
    """The one document in `content`; None when there is none, or the YAML itself is broken."""
    import yaml

    lines = _LINE_END.split(content)
    composer = _Composer(lines, mistakes)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(content, Loader=loader):
            if not composer.take(event):
                return None
    except yaml.YAMLError as error:
        mistakes.add(*_broken(error, content, lines))
        return None
    return composer.root


class _Composer:
    """Builds nodes from events, without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, lines: list[str], mistakes: Mistakes) -> None:
        self.root: Node | None = None
        self._lines = lines
        self._mistakes = mistakes
        self._open: list[Items | Keyed] = []
        self._keys: list[Scalar | None] = []
        """For each open mapping, the key that waits for its value."""
        self._before: Any = None
        """The last scalar event."""

    def take(self, event: Any) -> bool:
        """Add what the event brings; False when nothing more should be read."""
        import yaml

        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self._mistakes.add(line, _NO_ANCHORS)
            self._add(Scalar(line, "alias"))
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event, line)
            self._add(Scalar(line, event.value, quoted=bool(event.style)))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event, line)
            if len(self._open) == DEEPEST:
                self._mistakes.add(line, f"lists and mappings stand {DEEPEST} deep: unnest them")
                return False
            node = Items(line) if isinstance(event, yaml.SequenceStartEvent) else Keyed(line)
            self._add(node)
            self._open.append(node)
            self._keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._mistakes.add(line, "a second YAML document begins: a file holds one suite")
            return False
        return len(self._mistakes) < _HOPELESS

    def _check(self, event: Any, line: int) -> None:
        """Refuse what would change a value silently."""
        import yaml

        if event.anchor is not None:
            self._mistakes.add(line, _NO_ANCHORS)
        if event.tag is not None:
            self._mistakes.add(
                line, f"the tag {event.tag[:60]} is not used here: write text that begins with "
                "! in quotes",
            )  # fmt: skip
        if not isinstance(event, yaml.ScalarEvent):
            return
        if not event.style and (lost := _swallowed(event.end_mark, self._lines)):
            self._mistakes.add(
                line, f"{lost[:40]!r} is left out as a comment: write the text in quotes, or put a "
                "space after #",
            )  # fmt: skip
        before, self._before = self._before, event
        if self._open and isinstance(self._open[-1], Items) and _is_one_number(before, event):
            written = f"{before.value},{event.value}"[:60]
            self._mistakes.add(
                line, f"the comma makes two items of {written}: write the text in quotes, or put "
                "a space after the comma",
            )  # fmt: skip

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                self._mistakes.add(node.line, "a list or mapping stands where a key should")
                node = Scalar(node.line, "")
            self._keys[-1] = node
            return
        self._keys[-1] = None
        if key.text in parent.values:
            first = parent.lines[key.text]
            self._mistakes.add(
                key.line, f"{key.text[:60]} stands twice, first in line {first}: keep one"
            )
            return
        parent.values[key.text] = node
        parent.lines[key.text] = key.line


def _swallowed(end: Any, lines: list[str]) -> str:
    """What YAML takes for a comment after plain text, as in `bed #4`, and a writer hardly does."""
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    found = _CLOSE_COMMENT.match(rest)
    return found[0].strip() if found else ""


def _is_one_number(before: Any, event: Any) -> bool:
    """Whether two plain items of `[1,000 mg]` were meant as one."""
    return (
        before is not None
        and not (before.style or event.style)
        and event.start_mark.line == before.end_mark.line
        and event.start_mark.column == before.end_mark.column + 1
        and before.value[-1:].isdigit()
        and event.value[:1].isdigit()
    )


_CLOSE_COMMENT = re.compile(r"\s+#[^\s#].*")
_NO_ANCHORS = (
    "anchors and aliases are not used here: write the value out, in quotes if it begins with & or *"
)


def _broken(error: Any, content: str, lines: list[str]) -> tuple[int, str]:
    """The line and the sentence for what libyaml says."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        line = 1 + content.encode()[: getattr(error, "position", None) or 0].count(b"\n")
        problem = getattr(error, "reason", None) or str(error)
    else:
        line = mark.line + 1
        problem = error.problem or error.context
    written = lines[line - 1] if line <= len(lines) else ""
    hint = "write text that holds ': ' or begins with one of @ ` % & * ! in quotes"
    if "\t" in written[: len(written) - len(written.lstrip())]:
        hint = "it is indented with a tab: use spaces"
    return line, f"not YAML ({' '.join(str(problem).split())[:200]}): {hint}"
