"""Levels of headings, the same through the whole document: outline, numbering, then size."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from corpus.readers.pdf.paragraphs import Draft, Typography

_NUMBERED = re.compile(r"(?:chapter\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?[\s:]+[^\W\d]", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_DEEPEST = 6
_LARGER = 1.15
"""Times the size of running text: headings set smaller stand below every numbered one."""

_Style = tuple[float, bool]
"""Size in half points, and whether it is set in capitals."""


def plain(title: str) -> str:
    """A title as it is compared: letters and digits alone."""
    return "".join(_WORDS.findall(title)).casefold()


def set_levels(
    headings: Sequence[Draft], typography: Typography, outline: Mapping[str, int]
) -> None:
    """Give every heading its level; `outline` maps plain titles to levels from 1."""
    styles = [_style(heading) for heading in headings]
    votes: dict[_Style, Counter[int]] = defaultdict(Counter)
    for heading, style in zip(headings, styles, strict=True):
        level = outline.get(plain(heading.text))
        if level:
            votes[style][level] += 1
    ranks = _ranks(styles, typography)
    depths = _depths(headings, styles)
    shared: dict[_Style, Counter[int]] = defaultdict(Counter)
    largest = 0.0
    for style, depth in zip(styles, depths, strict=True):
        if depth:
            shared[style][depth] += 1
            largest = max(largest, style[0])
    deepest = max((depth for depth in depths), default=0)
    for heading, style, depth in zip(headings, styles, depths, strict=True):
        level = depth or outline.get(plain(heading.text), 0)
        if not level and deepest and style[0] < _LARGER * typography.size:
            level = max(ranks[style], deepest + 1)
        elif not level and votes[style].total() >= 3:
            level = votes[style].most_common(1)[0][0]
        elif not level and shared[style]:
            level = shared[style].most_common(1)[0][0]
        elif not level:
            level = 1 if 0 < largest < style[0] else ranks[style]
        heading.level = min(max(level, 1), _DEEPEST)


def _style(heading: Draft) -> _Style:
    letters = [c for c in heading.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.9 * len(letters)
    return round(heading.lines[0].size * 2) / 2, capitals


def _depths(headings: Sequence[Draft], styles: Sequence[_Style]) -> list[int]:
    """How many parts each heading's own number has; 0 for those not numbered.

    A number of one part set smaller than "2.1" counts something else, such as recommendations.
    """
    depths = []
    for heading in headings:
        number = _NUMBERED.match(heading.text)
        depths.append(number[1].count(".") + 1 if number else 0)
    deeper = [style[0] for style, depth in zip(styles, depths, strict=True) if depth == 2]
    least = median(deeper) if len(deeper) > 2 else 0.0
    return [
        0 if depth == 1 and style[0] < least else depth
        for style, depth in zip(styles, depths, strict=True)
    ]


def _ranks(styles: Sequence[_Style], typography: Typography) -> dict[_Style, int]:
    """Levels by size; sizes used once, as on a cover, do not push the others down."""
    counts = Counter(size for size, _ in styles)
    often = sorted({size for size, count in counts.items() if count > 1}, reverse=True)
    often = often or sorted(counts, reverse=True)
    steps: list[float] = []
    for size in often:
        if not steps or steps[-1] - size > 0.06 * steps[-1]:
            steps.append(size)
    ranks: dict[_Style, int] = {}
    capitals = {size for size, upper in styles if upper}
    for size, upper in set(styles):
        rank = 1 + sum(step > size + 0.06 * size for step in steps)
        body = size < 1.12 * typography.size
        ranks[size, upper] = rank + (body and not upper and size in capitals)
    return ranks
