"""What may be written next: a clause of the evidence, a connector, a citation, or no answer.

The automaton knows tokens and no text. Each thing that may be said is a run of tokens, made by the
model's own tokenizer; whichever way a run is taken decides what was said, and the words shown are
those of the source. So no tokenizer, however lossy, can bring in a word of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Tokens = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copyable:
    """One sentence as tokens; all runs have the clause itself at their end."""

    opening: tuple[Tokens, ...]
    """Each clause as it begins a statement."""
    going_on: tuple[Tokens, ...]
    """Each clause behind its neighbour, with what stands between them; the first is never used."""
    joined: tuple[Tokens, ...]
    """Each clause behind another than its neighbour, with the connector."""
    needed: tuple[bool, ...]
    """Whether a statement must hold the clause."""
    mark: Tokens
    """Its citation, which ends the statement."""

    def __post_init__(self) -> None:
        runs = (*self.opening, *self.going_on[1:], *self.joined, self.mark)
        if not all(runs):
            raise ValueError("every clause and mark takes at least one token")
        if len({len(part) for part in (self.opening, self.joined, self.needed)}) != 1:
            raise ValueError("every clause is given in each way it may be said")


@dataclass(frozen=True, slots=True)
class Said:
    """A finished statement: which clauses, ascending, of which sentence."""

    sentence: int
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Thread:
    """One way to read the tokens since the last statement; `at` of `run` are written."""

    run: Tokens
    at: int
    sentence: int
    """-1 while it is the words for no answer that are written."""
    clauses: tuple[int, ...] = ()
    marking: bool = False


_NO_ANSWER = -1


@dataclass
class Automaton:
    """Follows what is written token by token, and says what may follow.

    `units` are runs of sentence numbers that are said together, in that order, or not at all. Each
    is said at most once. `stop` is the token that ends everything; it is always allowed, and a
    statement or unit that is unfinished then is dropped.
    """

    sentences: Mapping[int, Copyable]
    """By number."""
    units: Sequence[Sequence[int]]
    no_answer: Tokens
    stop: int
    most: int
    """Units after which nothing but the stop is allowed."""
    finished: bool = False
    _done: list[Said] = field(default_factory=list)
    _unit: list[Said] = field(default_factory=list)
    _rest: tuple[int, ...] = ()
    _used: set[int] = field(default_factory=set)
    _threads: list[_Thread] = field(default_factory=list)
    _between: bool = True
    """Whether nothing is begun, so that a stop would drop nothing."""

    def __post_init__(self) -> None:
        if not self.no_answer:
            raise ValueError("no answer takes at least one token")
        self._begin()

    @property
    def said(self) -> tuple[Said, ...]:
        """The statements of every unit that is finished."""
        return tuple(self._done)

    def allowed(self) -> list[int]:
        """The tokens that may follow, ascending; empty when finished."""
        if self.finished:
            return []
        return sorted({self.stop, *self._next()})

    def declining(self) -> list[int]:
        """Of the tokens that may follow, those that can only end in nothing being said; ascending.

        They are the words for no answer, and the stop as long as no statement is finished.
        """
        saying = {one.run[one.at] for one in self._unwritten() if one.sentence != _NO_ANSWER}
        empty = set() if self._done or self.finished else {self.stop}
        return sorted((self._next() | empty) - saying)

    def advance(self, token: int) -> None:
        """Write one token; ValueError when it is not allowed."""
        if token not in self.allowed():
            raise ValueError(f"token {token} is not allowed here")
        if token == self.stop:
            self._end()
            return
        self._between = False
        self._threads = [
            _Thread(one.run, one.at + 1, one.sentence, one.clauses, one.marking)
            for one in self._unwritten()
            if one.run[one.at] == token
        ]
        for one in [one for one in self._threads if one.at == len(one.run)]:
            if one.marking:
                # Sentences that the tokenizer cannot tell apart: the first of the evidence it is.
                self._commit(Said(one.sentence, one.clauses))
                return
            if one.sentence != _NO_ANSWER:
                self._threads.remove(one)
                self._threads += self._after(one)

    def forced(self) -> list[int]:
        """Write on while only one token may follow, the stop aside; the tokens written."""
        written: list[int] = []
        while not self.finished:
            following = self._next()
            if len(following) > 1 or (following and (self._between or self._declined())):
                break
            token = following.pop() if following else self.stop
            self.advance(token)
            written.append(token)
        return written

    def _next(self) -> set[int]:
        return {one.run[one.at] for one in self._unwritten()}

    def _unwritten(self) -> Iterator[_Thread]:
        return (one for one in self._threads if one.at < len(one.run))

    def _begin(self) -> None:
        """The ways to begin a statement."""
        self._between = not self._rest
        if self._rest:
            self._threads = list(self._openings(self._rest[0]))
            return
        self._threads = []
        if len(self._used) < self.most:
            for number, unit in enumerate(self.units):
                if number not in self._used:
                    self._threads += self._openings(unit[0])
        if self._threads or not self._done:
            self._threads.append(_Thread(self.no_answer, 0, _NO_ANSWER))

    def _openings(self, number: int) -> Iterator[_Thread]:
        sentence = self.sentences[number]
        for clause, run in enumerate(sentence.opening):
            yield _Thread(run, 0, number, (clause,))
            if sentence.needed[clause]:
                return

    def _after(self, thread: _Thread) -> Iterator[_Thread]:
        """What may follow a clause: its neighbour, one further on, or the citation."""
        sentence, last = self.sentences[thread.sentence], thread.clauses[-1]
        for clause in range(last + 1, len(sentence.opening)):
            run = sentence.going_on[clause] if clause == last + 1 else sentence.joined[clause]
            yield _Thread(run, 0, thread.sentence, (*thread.clauses, clause))
            if sentence.needed[clause]:
                return
        yield _Thread(sentence.mark, 0, thread.sentence, thread.clauses, marking=True)

    def _commit(self, statement: Said) -> None:
        if not self._rest:
            number, unit = next(
                (number, unit)
                for number, unit in enumerate(self.units)
                if number not in self._used and unit[0] == statement.sentence
            )
            self._used.add(number)
            self._rest = tuple(unit)
        self._unit.append(statement)
        self._rest = self._rest[1:]
        if not self._rest:
            self._done += self._unit
            self._unit = []
        self._begin()

    def _declined(self) -> bool:
        """Whether the words for no answer are written."""
        return any(one.sentence == _NO_ANSWER and one.at == len(one.run) for one in self._threads)

    def _end(self) -> None:
        """Stop: what is unfinished is dropped, and after the words for no answer, everything."""
        self.finished = True
        if self._declined():
            self._done.clear()
        self._unit, self._threads = [], []
