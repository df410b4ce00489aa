"""Audit trails of questions, written as the assistant writes them."""

from datetime import UTC, date, datetime

from assistant.audit import Trail
from assistant.audit.record import FIRST, Record

START = date(2024, 1, 1)


def cites(number, document, version):
    return {
        "number": number, "document": document, "version": version, "title": document.title(),
        "section": [document.title(), "Dose"], "page": None, "start": 0, "end": 4,
        "quote": "Give", "effective": "2024-01-01", "review": None, "status": "approved",
    }  # fmt: skip


def answered(id, *statements, question="How much?", **asked):
    """A record; each statement is (text, caution, (document, version), …)."""
    citations, told = [], []
    for text, caution, *sources in statements:
        first = len(citations) + 1
        citations += [cites(first + at, *source) for at, source in enumerate(sources)]
        numbers = list(range(first, len(citations) + 1))
        told.append({"text": text, "caution": caution, "citations": numbers})
    answer = {
        "id": id, "status": "answered", "question": question, "statements": told,
        "citations": citations, "refusal": None,
    }  # fmt: skip
    return {"asked": _asked(asked), "settings": {}, "answer": answer}


def refused(id, question, reason="not_in_corpus", nearest=(), **asked):
    """A record; `nearest` holds (document, version)."""
    shown = [cites(number, *source) for number, source in enumerate(nearest, 1)]
    answer = {
        "id": id, "status": "refused", "question": question, "statements": [], "citations": [],
        "refusal": {"reason": reason, "message": "No.", "nearest": shown},
    }  # fmt: skip
    return {"asked": _asked(asked), "settings": {}, "answer": answer}


def trail_of(home, *contents, days=None):
    """The trail of a home with these records, one a day from 1 January 2024, or on `days`."""
    trail = Trail(home)
    trail.file.parent.mkdir(parents=True, exist_ok=True)
    previous = FIRST
    with trail.file.open("wb") as file:
        for number, content in enumerate(contents, 1):
            day = days[number - 1] if days else START.replace(day=number)
            at = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC).isoformat()
            record = Record(number, at, previous, content)
            file.write(record.to_line())
            previous = record.sha256
    # As it would be in a home of before there were marks: these are not the records it knew.
    for mark in (".trail.head", ".trail.lost"):
        (home / mark).unlink(missing_ok=True)
    trail.verify()
    return trail


def _asked(asked):
    plain = {"as_of": "2030-01-01", "population": None, "site": None, "specialty": None}
    return {**plain, "replay_of": None, **asked}
