"""What the desk shows at an address, for somebody: the page, and which forms stand beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant import releasing
from assistant.accounts import Account
from assistant.feedback import waiting
from assistant.web.access import REVIEWING
from assistant.web.failures import describe
from assistant.web.jobs import jobs_of
from assistant.web.reviewer import answer_pages, judging_pages, run_pages
from assistant.web.reviewer.address import Address, View
from assistant.web.reviewer.aside import Aside
from assistant.web.reviewer.rendering import render
from assistant.web.reviewer.running import KIND
from assistant.web.reviewer.use import accepted_run, draw, said_of, use_of
from assistant.web.service import Service

PARTS = (
    (View.RUNS, "Runs", (View.RUNS, View.RUN, View.CASES, View.CASE, View.COMPARE)),
    (View.FEEDBACK, "Feedback", (View.FEEDBACK, View.ANSWER)),
    (View.SAMPLE, "Sample", (View.SAMPLE,)),
    (View.ROUNDS, "Judging", (View.ROUNDS, View.ROUND, View.JUDGE)),
    (View.USE, "Use", (View.USE,)),
    (View.RELEASE, "Release", (View.RELEASE,)),
)
"""The ways on top of the desk, and what is within each."""


@dataclass(frozen=True)
class Shown:
    """One state of the desk."""

    page: str
    """HTML."""
    forms: frozenset[str] = frozenset()
    """Names of the forms beside it; none for who only looks."""
    fill: Mapping[str, str] = field(default_factory=dict)
    """What the fields of those forms begin with."""
    pending: bool = False
    """Whether it is worth looking again in a moment."""


class Desk:
    """The pages of one server's reviewers."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._aside = Aside()

    def nav(self, address: Address) -> str:
        """The ways to the parts of the desk, with what waits in each."""
        index = self.service.trail_index
        counts = {View.FEEDBACK: len(waiting(index))}
        parts = [(view, label, within, counts.get(view, 0)) for view, label, within in PARTS]
        return render(
            "nav.html",
            {
                "address": address,
                "parts": parts,
                "blocked": releasing.blocked(index),
                "damaged": index.damaged,
            },
        )

    def show(self, address: Address, account: Account) -> Shown:
        """The page of an address; what fails is said in its place, nothing is raised."""
        try:
            shown = _VIEWS[address.view](self, address, account)
        except Exception as error:
            failure = render("failure.html", {"address": address, "message": describe(error)})
            return Shown(_framed(address, failure))
        forms = shown.forms if account.may(REVIEWING) else frozenset[str]()
        return Shown(_framed(address, shown.page), forms, shown.fill, shown.pending)

    def _runs(self, address: Address, account: Account) -> Shown:
        jobs = jobs_of(self.service).all(KIND)[:3]
        running = any(one.running for one in jobs)
        page = run_pages.runs_page(self.service.settings, address, jobs, self._accepted())
        return Shown(page, frozenset({"running"} if running else {"start"}), pending=running)

    def _run(self, address: Address, account: Account) -> Shown:
        settings = self.service.settings
        found = run_pages.held(self._aside, settings, address.run, address.gates)
        page = run_pages.run_page(settings, address, found, self._accepted())
        ruling = found.value[0] if found.value else None
        forms, fill = {"accept", "cases"}, {}
        if ruling is not None and not ruling.passed and not releasing.blocked(self._index):
            forms.add("release")
            fill["reason"] = f"The run {address.run} failed its gates: " + "; ".join(
                [*ruling.problems[:2], *(one.name for one in ruling.held if not one.passed)][:6]
            )
        return Shown(page, frozenset(forms), fill, found.pending)

    def _cases(self, address: Address, account: Account) -> Shown:
        return Shown(run_pages.cases_page(self.service.settings, address), frozenset({"cases"}))

    def _case(self, address: Address, account: Account) -> Shown:
        return Shown(run_pages.case_page(self.service.settings, address))

    def _compare(self, address: Address, account: Account) -> Shown:
        return Shown(run_pages.compare_page(self.service.settings, address))

    def _feedback(self, address: Address, account: Account) -> Shown:
        return Shown(answer_pages.feedback_page(self.service, address))

    def _sample(self, address: Address, account: Account) -> Shown:
        page = answer_pages.sample_page(self.service, address)
        return Shown(page, frozenset({"sample"}))

    def _answer(self, address: Address, account: Account) -> Shown:
        page, one = answer_pages.answer_page(self.service, address)
        filled = answer_pages.prefilled(self.service, one)
        forms = {"case"} | ({"settle"} if any(said.waits for said in one.reports) else set())
        fill = {
            "identity": filled.identity, "expect": filled.expect, "why": filled.reason,
            "evidence": filled.evidence, "facts": "", "forbid": "",
            "suite": answer_pages.OWN_SUITE, "note": "",
        }  # fmt: skip
        return Shown(page, frozenset(forms), fill)

    def _rounds(self, address: Address, account: Account) -> Shown:
        return Shown(judging_pages.rounds_page(self.service, address, account))

    def _round(self, address: Address, account: Account) -> Shown:
        return Shown(judging_pages.round_page(self.service, address, account))

    def _judge(self, address: Address, account: Account) -> Shown:
        page, item = judging_pages.judge_page(self.service, address, account)
        # What was said of one answer is not said of the next.
        blank = {"judgement": "", "judged": ""}
        if judging_pages.settles(item, account):
            return Shown(page, frozenset({"judge", "settling"}), blank)
        if item.waits_for(account.name):
            return Shown(page, frozenset({"judge"}), blank)
        return Shown(page)

    def _use(self, address: Address, account: Account) -> Shown:
        use = use_of(self._index, self.service.settings, address.days, date.today())
        drawn = self._aside.get(("use", repr(use)), draw, use)
        values = {"address": address, "use": use, "drawn": drawn, "said_of": said_of}
        return Shown(render("use.html", values), pending=drawn.pending)

    def _release(self, address: Address, account: Account) -> Shown:
        gate = self.service.settings.publish_gate
        page = render(
            "release.html",
            {
                "address": address,
                "blocks": list(reversed(releasing.blocks(self._index))),
                "damaged": self._index.damaged,
                "events": list(reversed(self._index.events("release")))[:50],
                "gate": Path(gate).name if gate else "",
            },
        )
        return Shown(page, frozenset({"release"}), {"reason": ""})

    @property
    def _index(self) -> Any:
        return self.service.trail_index

    def _accepted(self) -> str:
        return accepted_run(self._index)


def _framed(address: Address, page: str) -> str:
    """The page with its address, which the browser is to show."""
    return render("frame.html", {"address": address.at(), "view": address.view, "page": page})


_VIEWS: Mapping[View, Callable[[Desk, Address, Account], Shown]] = {
    view: getattr(Desk, f"_{view.value}") for view in View
}
