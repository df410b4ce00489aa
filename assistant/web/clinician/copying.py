"""An answer as plain text with its citations, to be pasted into notes or a message."""

from collections.abc import Iterator

from assistant.answers import Answer, Citation

WARNING = "Quoted from approved guidelines; read the source before you act."


def plain(answer: Answer, banner: str = "") -> str:
    """What is shown, as lines: question, notices, statements, sources, and the record's id."""
    return "\n".join(_lines(answer, banner)) + "\n"


def _lines(answer: Answer, banner: str) -> Iterator[str]:
    yield f"Question: {answer.question}"
    yield from (_one_line(f"! {notice.message}") for notice in answer.notices)
    yield ""
    if answer.refusal:
        yield f"No answer. {_one_line(answer.refusal.message)}"
        shown = answer.refusal.nearest
        if shown:
            yield "Nearest approved sections:"
    else:
        for statement in answer.statements:
            sign = "CAUTION: " if statement.caution else ""
            yield f"• {sign}{_one_line(statement.text)} [{statement.citations[0]}]"
        numbers = {statement.citations[0] for statement in answer.statements}
        shown = tuple(one for one in answer.citations if one.number in numbers)
        yield ""
    for citation in shown:
        yield f"[{citation.number}] {_place(citation)}"
        if not answer.refusal:
            yield f"    “{_one_line(citation.quote)}”"
    yield ""
    yield banner or WARNING
    yield f"Snapshot {answer.provenance['snapshot']}, record {answer.id}"


def _place(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page else ""
    review = f", review due {citation.review}" if citation.review else ""
    section = " › ".join(citation.section)
    return (
        f"{citation.title}, version {citation.version}, in force from {citation.effective}"
        f"{review}{page}: {section}"
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())
