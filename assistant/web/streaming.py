"""An answer as it comes about: first where it is looked up, then what was decided and recorded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any

from assistant.answers import Answer, Citation
from assistant.evidence import Evidence
from assistant.refusals import nearest_sections

OnEvidence = Callable[[Sequence[Evidence]], None]


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


def parts(event: Looking | Answer) -> Iterator[tuple[str, dict[str, Any]]]:
    """An event as the parts that a reader of the API is sent: the name of each, and its object.

    Of an answer the statements come first, each with the citations that none before it had, and
    then the whole. It has been recorded before it is here.
    """
    if isinstance(event, Looking):
        yield "evidence", event.to_json()
        return
    answer = event.to_json()
    citations = {one["number"]: one for one in answer["citations"]}
    for statement in answer["statements"]:
        new = [citations.pop(n) for n in statement["citations"] if n in citations]
        yield "statement", {"statement": statement, "citations": new}
    yield "answer", answer
