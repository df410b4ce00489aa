"""An answer as it comes about: first where it is looked up, then what was decided and recorded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any

import orjson

from assistant.answers import Answer, Citation
from assistant.evidence import Evidence
from assistant.refusals import nearest_sections
from assistant.web.failures import body_of, describe, exit_code_of

OnEvidence = Callable[[Sequence[Evidence]], None]
LINES = "application/x-ndjson"
"""Media type of one JSON object on each line."""


@dataclass(frozen=True)
class Looking:
    """Where the nearest passages stand, before it is decided whether they answer."""

    places: tuple[Citation, ...]
    """Of each only the place is to be shown; its words have been verified by nothing."""

    def to_json(self) -> dict[str, Any]:
        """The places, without their words."""
        return {
            "nearest": [
                {
                    "document": place.document,
                    "title": place.title,
                    "version": place.version,
                    "section": list(place.section),
                    "page": place.page,
                }
                for place in self.places
            ]
        }


def follow(ask: Callable[[OnEvidence], Answer]) -> Iterator[Looking | Answer]:
    """Where `ask` looks as soon as that is known, if anything is found, and then its answer.

    Raises what it raises. A question is asked to its end, whoever stops listening: its record
    must not depend on who stays.
    """
    events: SimpleQueue[Looking | Answer | BaseException] = SimpleQueue()

    def tell(evidence: Sequence[Evidence]) -> None:
        events.put(Looking(nearest_sections(evidence)))

    def run() -> None:
        try:
            events.put(ask(tell))
        except BaseException as error:  # who listens must not wait for ever
            events.put(error)

    Thread(target=run, name="asking", daemon=True).start()
    while True:
        event = events.get()
        if isinstance(event, BaseException):
            raise event
        yield event
        if isinstance(event, Answer):
            return


def as_lines(events: Iterator[Looking | Answer]) -> Iterator[bytes]:
    """Each event as a line of JSON; a failure is the last line.

    An answer is recorded before it is here. Its statements come first, each with the citations
    that none before it had, and then the whole object.
    """
    try:
        for event in events:
            if isinstance(event, Looking):
                yield _line("evidence", event.to_json())
                continue
            answer = event.to_json()
            yield from _statements(answer)
            yield _line("answer", {"answer": answer})
    except Exception as error:
        yield _line("error", body_of(describe(error), exit_code_of(error)))


def _statements(answer: dict[str, Any]) -> Iterator[bytes]:
    citations = {one["number"]: one for one in answer["citations"]}
    for statement in answer["statements"]:
        new = [citations.pop(n) for n in statement["citations"] if n in citations]
        yield _line("statement", {"statement": statement, "citations": new})


def _line(event: str, values: dict[str, Any]) -> bytes:
    return orjson.dumps({"event": event, **values}) + b"\n"
