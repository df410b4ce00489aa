"""Regular expressions that a suite may look for: ones that match something, and soon end."""

import re
import warnings
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 200
"""Characters."""
DEAREST = 1_000_000
"""Ways to go on from one place that may have to be tried: about a tenth of a second."""
_ENDLESS = DEAREST + 1
_PARAGRAPH, _WORD, _NUMBER, _SPACE = 1000, 50, 20, 2
"""How far a repetition of any character, of letters, of digits and of spaces can reach.

Text that `plain` has been over has no two spaces together.
"""


def compiled(source: str) -> re.Pattern[str]:
    """The expression, blind to case; ValueError says why there is none.

    Backtracking cannot be stopped once it runs, so what could take long is refused beforehand: the
    ways to match are counted, a repetition as often as it can reach, and multiplied.
    """
    if len(source) > LONGEST:
        raise ValueError(f"an expression of {len(source)} characters: use at most {LONGEST}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as a set within a set, which means another thing
            tree = parser.parse(source, re.IGNORECASE)
            expression = re.compile(source, re.IGNORECASE)
    except (re.error, OverflowError, Warning) as error:
        raise ValueError(f"{source!r} is no regular expression ({error})") from None
    if tree.getwidth()[0] == 0:
        raise ValueError(f"{source!r} matches no words at all, so it is found in every text")
    if _ways(tree) > DEAREST:
        raise ValueError(
            f"{source!r} could take minutes: repeat no group without end, and use .{{0,80}} for .*"
        )
    return expression


def _ways(tree: Any) -> int:
    """In how many ways a sequence can match from one place, at most; capped at `_ENDLESS`."""
    ways = 1
    for kind, argument in tree:
        ways = min(ways * _ways_of(kind, argument), _ENDLESS)
    return ways


def _ways_of(kind: Any, argument: Any) -> int:
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return _repeated(*argument)
    if kind is kinds.BRANCH:
        return sum(_ways(branch) for branch in argument[1])
    if kind in (kinds.SUBPATTERN, kinds.ASSERT, kinds.ASSERT_NOT):
        return _ways(argument[-1])
    if kind is kinds.ATOMIC_GROUP:
        return _ways(argument)
    if kind is kinds.GROUPREF_EXISTS:
        return sum(_ways(branch) for branch in argument[1:] if branch)
    return 1


def _repeated(fewest: int, most: int, tree: Any) -> int:
    """Of a repetition: of one character its reach, of a group every choice in every round."""
    inner = _ways(tree)
    single = len(tree) == 1 and tree[0][0] in (
        kinds.LITERAL, kinds.NOT_LITERAL, kinds.ANY, kinds.IN,
    )  # fmt: skip
    rounds = min(most, fewest + (_reach(tree[0]) if single else _PARAGRAPH))
    if inner == 1:
        return rounds - fewest + 1
    ways = 0
    for count in range(fewest, rounds + 1):
        ways += min(inner**count, _ENDLESS) if count < 64 else _ENDLESS
        if ways > DEAREST:
            return _ENDLESS
    return ways


def _reach(node: tuple[Any, Any]) -> int:
    kind, argument = node
    if kind is kinds.LITERAL:
        return _SPACE if argument == ord(" ") else _NUMBER
    if kind is not kinds.IN or (len(argument) > 1 and _SPACES & set(argument)):
        return _PARAGRAPH
    return max(_REACH.get(member[1], _WORD) if member[0] is kinds.CATEGORY
               else _PARAGRAPH if member[0] is kinds.NEGATE else _WORD
               for member in argument)  # fmt: skip


_SPACES = {(kinds.LITERAL, ord(" ")), (kinds.CATEGORY, kinds.CATEGORY_SPACE)}
"""With these and letters in one set, a repetition goes on from word to word."""
_REACH = {
    kinds.CATEGORY_SPACE: _SPACE,
    kinds.CATEGORY_DIGIT: _NUMBER,
    kinds.CATEGORY_WORD: _WORD,
    kinds.CATEGORY_NOT_SPACE: _WORD,
    kinds.CATEGORY_NOT_DIGIT: _PARAGRAPH,
    kinds.CATEGORY_NOT_WORD: _WORD,
}
