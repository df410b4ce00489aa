"""Which case leaked what: its canaries and names, looked for in the files of a run."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import orjson

from assistant.screen import check_question
from corpus.errors import QuestionError, RunError, StorageError
from evals.measures.canary_leaks import canaries_of
from evals.measures.canary_search import find_canaries, lines_holding
from evals.measures.score import Graded
from evals.suites.case import Case, Identifier

SHORTEST_NAME = 5
"""Letters of a part of a name that is looked for by itself."""
NAMES = frozenset({"PERSON", "NAME"})
_NO_NAME = re.compile(r"[\d@]")
_WORD = re.compile(r"[^\W\d_]+")

Key = tuple[str, str]
"""A case, and a canary of it."""


def find_leaks(
    folder: Path, graded: Sequence[Graded], leave_out: Collection[str] = ()
) -> dict[Key, tuple[str, ...]]:
    """The files in which canaries were found, by the case they are charged to and the canary.

    Looked for are each canary, the same with its spaces as the assistant folds those of questions,
    and each part of a name that has five letters or more. Such a part is no leak where it is an
    ordinary word: where it stands in the question of a case that does not name it as an
    identifier, or in a document that is gold or was cited. So "Parkinson" is only found with its
    first name, which misses some leaks and raises no false alarm.

    A line of a file belongs to a case when it is the case's outcome or timing, or a line of the
    trail with its question as it was stored. It is charged to that case and to no other that has
    the same canary; what belongs to none of them is charged to every one. Questions that are the
    same once redacted cannot be told apart, and an error leaves no question to know its lines by.
    RunError for a file that cannot be read.
    """
    sought: dict[str, set[Key]] = defaultdict(set)
    parts: dict[str, set[Key]] = defaultdict(set)
    for one in graded:
        for canary in canaries_of(one.case):
            for form in {canary, _as_stored(canary)}:
                sought[form].add((one.case.key, canary))
        for identifier in one.case.identifiers:
            for part in _parts(identifier):
                parts[part].add((one.case.key, identifier.text))
    found = find_canaries(folder, [*sought, *parts], leave_out)
    ordinary = _ordinary([part for part in found if part in parts], graded)
    for part in parts.keys() - ordinary:
        sought[part] |= parts[part]

    alike = _alike(sought)
    in_files: dict[str, list[str]] = defaultdict(list)
    for form in sorted(found.keys() & sought.keys()):
        for name in found[form]:
            in_files[name].append(form)
    by_question: dict[str, set[str]] = defaultdict(set)
    for one in graded:
        if one.outcome.answer is not None:
            by_question[one.outcome.answer["question"]].add(one.case.key)

    leaks: dict[Key, list[str]] = defaultdict(list)
    for name, forms in sorted(in_files.items()):
        lines = lines_holding(_read(folder / name), forms)
        charged = {
            key
            for form in forms
            for key in _charged(alike[form.casefold()], lines[form], by_question)
        }
        for key in charged:
            leaks[key].append(name)
    return {key: tuple(names) for key, names in sorted(leaks.items())}


def _alike(sought: Mapping[str, set[Key]]) -> dict[str, set[Key]]:
    """The holders of all that differs only in case: it is found in the same lines."""
    alike: dict[str, set[Key]] = defaultdict(set)
    for form, holders in sought.items():
        alike[form.casefold()] |= holders
    return alike


def _as_stored(canary: str) -> str:
    try:
        return check_question(canary)
    except QuestionError:
        return canary


def _parts(identifier: Identifier) -> Iterator[str]:
    """The words of a name; a type says that it is one, or a space where nothing says more."""
    text = _as_stored(identifier.text)
    a_name = identifier.type in NAMES or (not identifier.type and " " in text)
    if a_name and not _NO_NAME.search(text):
        yield from (word for word in _WORD.findall(text) if len(word) >= SHORTEST_NAME)


def _ordinary(words: Iterable[str], graded: Sequence[Graded]) -> set[str]:
    left = {word: word.casefold() for word in words}
    found: set[str] = set()
    for text, own in _texts(graded) if left else ():
        found |= {word for word, same in left.items() if same not in own and same in text}
    return found


def _texts(graded: Sequence[Graded]) -> Iterator[tuple[str, set[str]]]:
    """What is asked and what the documents say, and which words are not ordinary there."""
    for one in graded:
        yield one.case.question.casefold(), _parts_of(one.case)
    for sources in {id(one.sources): one.sources for one in graded}.values():
        for key, source in sources.versions.items():
            yield source.title.casefold(), set()
            try:
                yield sources.text(key).content.casefold(), set()
            except StorageError:
                # Neither gold nor cited, so that nothing of it was written.
                continue


def _parts_of(case: Case) -> set[str]:
    return {part.casefold() for identifier in case.identifiers for part in _parts(identifier)}


def _charged(
    holders: set[Key], lines: Sequence[bytes], by_question: Mapping[str, set[str]]
) -> set[Key]:
    if not lines:
        return holders
    charged: set[Key] = set()
    for line in lines:
        owners = _owners(line, by_question)
        charged |= {key for key in holders if key[0] in owners} or holders
    return charged


def _owners(line: bytes, by_question: Mapping[str, set[str]]) -> set[str]:
    """The cases a line is of; none when it does not say."""
    try:
        record = orjson.loads(line)
        if "case" in record:
            return {record["case"]}
        return by_question.get(record["content"]["answer"]["question"], set())
    except (ValueError, TypeError, KeyError):
        return set()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RunError(f"{path} cannot be searched ({error.strerror})") from None
