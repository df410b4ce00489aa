"""Sources as HTML in which every value is escaped."""

from collections.abc import Sequence

from assistant.accounts import Account
from assistant.replaying import Replay
from assistant.web.clinician.copying import plain
from assistant.web.rendering import render_answer
from assistant.web.shell import render_header, templates
from assistant.web.sources.parts import Part
from assistant.web.sources.recorded import Recorded, changes
from assistant.web.sources.source import Source
from assistant.web.sources.standing import in_words


def render_source(source: Source, banner: str, account: Account) -> str:
    """A whole page that shows a source."""
    header = render_header(banner, None, account, here="source")
    return _render("source.html", source=source, header=header)


def render_panel(source: Source) -> str:
    """The same without what is around it, to be put beside an answer."""
    return _render("source_view.html", source=source, level=2)


def render_problem(message: str, banner: str, account: Account | None) -> str:
    """A whole page that says why there is nothing to show."""
    header = render_header(banner, None, account, here="source")
    return _render("source_problem.html", message=message, header=header)


def render_problem_in_panel(message: str) -> str:
    """The same, to be put beside an answer."""
    return _render("source_problem_view.html", message=message)


def render_recorded(
    recorded: Recorded,
    banner: str,
    account: Account,
    replay: Replay | None = None,
    problem: str = "",
) -> str:
    """A whole page with an answer as it was given, and what came out when it was replayed.

    `problem` says why a replay that was asked for did not come about.
    """
    answer = recorded.answer
    return _render(
        "recorded.html",
        recorded=recorded,
        answer=render_answer(
            answer, None, narrowed=recorded.narrowed, copied=plain(answer, banner)
        ),
        replay=replay,
        changes=changes(replay) if replay else (),
        problem=problem,
        header=render_header(banner, None, account, here="answer"),
    )


def render_no_answer(message: str, banner: str, account: Account) -> str:
    """A whole page that says why there is no answer to show."""
    header = render_header(banner, None, account, here="answer")
    return _render("recorded_problem.html", message=message, header=header)


def render_parsed(parts: Sequence[Part]) -> str:
    """The parsed text and tables of one page, for who checks them against its picture."""
    return _render("source_parsed.html", found=parts)


def _render(name: str, **values: object) -> str:
    return templates().get_template(name).render(values | {"in_words": in_words})
