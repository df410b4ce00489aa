"""The curator's page in Gradio: every event shows a place, or does something and shows the next."""

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.web.access import account_of
from assistant.web.blocks import Blocks
from assistant.web.curator import acting
from assistant.web.curator.address import Place, View, parse_address, read_place
from assistant.web.curator.curation import Curation
from assistant.web.curator.intaking import check_form, sent, take_in
from assistant.web.curator.layout import Parts, lay_out
from assistant.web.curator.showing import Said, Showing, failed
from assistant.web.curator.trying import Rehearsals
from assistant.web.curator.versions import find
from assistant.web.service import Service
from assistant.web.shell import render_header
from corpus.metadata import KEYS

TITLE = "Curate"
FORGOTTEN = 3600
"""Seconds after which a file that was sent and never read is deleted."""
READING = 2
"""Uploads read at the same time."""


def build_desk(service: Service, banner: str) -> Any:
    """The page as Gradio Blocks, to be mounted."""
    curation = Curation(service)
    with Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(FORGOTTEN, FORGOTTEN)
    ) as blocks:
        parts = lay_out()
        _Events(parts, curation, banner).wire(blocks)
    blocks.queue(max_size=64, api_open=False)
    return blocks


class _Events:
    def __init__(self, parts: Parts, curation: Curation, banner: str) -> None:
        self._parts = parts
        self._curation = curation
        self._showing = Showing(parts, curation)
        self._rehearsals = Rehearsals(curation)
        self._banner = banner

    def wire(self, blocks: Any) -> None:
        """Join the components to what they do."""
        parts = self._parts
        every = list(parts.components())
        quiet: dict[str, Any] = {
            "outputs": every, "show_progress": "hidden", "api_visibility": "private",
        }  # fmt: skip

        def opened(request: gr.Request) -> dict[Any, Any]:
            account = account_of(request)
            header = render_header(self._banner, None, account, here="curate")
            place = read_place(dict(request.query_params))
            return self._showing.at(place, account) | {parts.header: header}

        def moved(address: str, request: gr.Request) -> dict[Any, Any]:
            return self._showing.at(parse_address(address), account_of(request))

        def ticked(address: str, request: gr.Request) -> dict[Any, Any]:
            return self._showing.tick(parse_address(address), account_of(request))

        def found(address: str, words: str, stage: str, request: gr.Request) -> dict[Any, Any]:
            place = parse_address(address).at(view=View.DOCUMENTS, words=words, stage=stage)
            shown = self._showing.at(place, account_of(request))
            # What is being written stays as it is.
            return {part: value for part, value in shown.items() if part is not parts.words}

        blocks.load(opened, **quiet)
        # The last of several quick clicks counts, not the first.
        parts.go.click(moved, parts.address, trigger_mode="always_last", **quiet)
        parts.timer.tick(ticked, parts.address, **quiet)
        finding = [parts.address, parts.words, parts.stage]
        gr.on([parts.words.input, parts.stage.input], found, finding,
              trigger_mode="always_last", **quiet)  # fmt: skip

        def does(act: acting.Act) -> Callable[..., dict[Any, Any]]:
            def handler(request: gr.Request, address: str, *written: str) -> dict[Any, Any]:
                return self._do(act, request, address, *written)

            return handler

        at = parts.address
        for button, act, written in (
            (parts.approve, acting.approve_draft, [parts.effective]),
            (parts.review, acting.record_review, [parts.until]),
            (parts.withdraw, acting.withdraw, [parts.reason]),
            (parts.publish, acting.publish_now, []),
            (parts.back, acting.roll_back, []),
            (parts.check, acting.check_now, []),
            (parts.settle, acting.settle_report, [parts.note]),
        ):
            button.click(does(act), [at, *written], **quiet)
        fields = list(parts.form.fields.values())
        parts.save.click(self._save, [at, *fields], **quiet)
        parts.add.click(
            self._add, [at, parts.files, *fields],
            concurrency_limit=READING, concurrency_id="read", **quiet,
        )  # fmt: skip
        trying: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "try", **quiet}
        parts.try_these.click(self._try, [at, parts.questions], **trying)
        parts.try_recent.click(self._try, [at], **trying)

    def _do(
        self, act: acting.Act, request: gr.Request, address: str, *written: Any
    ) -> dict[Any, Any]:
        """Act, and show what comes of it; what was not done leaves the page as it is."""
        account, place = account_of(request), parse_address(address)
        try:
            place, said = act(self._curation, account, place, *(one or "" for one in written))
        except Exception as error:
            return {self._parts.said: failed(error).html()}
        return self._showing.at(place, account, said)

    def _save(self, request: gr.Request, address: str, *written: str) -> dict[Any, Any]:
        values = self._values(written)
        found = check_form(values)
        if found:
            told = failed_fields(found)
            return {self._parts.said: told.html(), **self._showing.faults(found)}
        shown = self._do(
            lambda curation, account, place: acting.save_metadata(curation, account, place, values),
            request,
            address,
        )
        return {**self._showing.faults({}), **shown}

    def _add(
        self,
        request: gr.Request,
        address: str,
        paths: list[str] | None,
        *written: str,
    ) -> Iterator[dict[Any, Any]]:
        parts, account, place = self._parts, account_of(request), parse_address(address)
        values = self._values(written)
        found = check_form(values)
        if found:
            yield {parts.said: failed_fields(found).html(), **self._showing.faults(found)}
            return
        try:
            files = sent(paths)
            yield {parts.said: "", **self._showing.faults({})}
            for html in take_in(self._curation, files, values, account, place.document):
                yield {parts.body: html}
        except Exception as error:
            yield {parts.said: failed(error).html(), parts.body: "", parts.files: None}
            return
        said = Said(
            "The files were read. What became a draft waits for its approval.",
            next=[("All drafts", Place(View.QUEUE)), ("Add more", Place(View.ADD))],
        )
        hidden = {part: gr.update(visible=False) for part in (parts.adding, parts.form.group)}
        yield {parts.said: said.html(), parts.files: None, **hidden}

    def _try(
        self,
        request: gr.Request,
        address: str,
        words: str | None = None,
    ) -> Iterator[dict[Any, Any]]:
        parts, place = self._parts, parse_address(address)
        try:
            draft = find(self._curation, place).version
            yield {parts.said: ""}
            for html in self._rehearsals.tries(draft, words):
                yield {parts.body: html}
        except Exception as error:
            yield {parts.said: failed(error).html()}

    @staticmethod
    def _values(written: tuple[str, ...]) -> dict[str, str]:
        return {key: value or "" for key, value in zip(KEYS, written, strict=True)}


def failed_fields(found: dict[str, str]) -> Said:
    """That some fields have to be corrected."""
    many = "a field has" if len(found) == 1 else f"{len(found)} fields have"
    return Said(f"Nothing was saved: {many} to be corrected.", done=False)
