"""The reviewer's page in Gradio: the address decides what is shown, buttons do what is done."""

from typing import Any

from assistant.accounts import Account
from assistant.web.access import account_of
from assistant.web.failures import describe
from assistant.web.reviewer.actions import ACTIONS, Action
from assistant.web.reviewer.address import Address
from assistant.web.reviewer.forms import Forms, side_forms, start_form
from assistant.web.reviewer.rendering import render
from assistant.web.reviewer.views import Desk
from assistant.web.service import Service
from assistant.web.shell import render_header

TITLE = "Review"
LOOK_AGAIN = 1.5
"""Seconds between two looks at what is under way."""
CONCURRENT = 4
LONGEST_QUERY = 4000
SEARCH = "() => [window.location.search]"
"""The query of the page, as the browser has it."""
ABOVE = frozenset({"start", "running"})
"""Forms that do not stand beside the page."""


def build_desk(service: Service, banner: str) -> Any:
    """The page as Gradio Blocks, to be mounted."""
    import gradio as gr

    from assistant.web.blocks import Blocks

    desk, forms = Desk(service), Forms()

    def html(name: str) -> Any:
        return gr.HTML(js_on_load=None, apply_default_css=False, elem_id=name)

    def said(message: str, *, wrong: bool = False) -> str:
        return render("notice.html", {"message": message, "wrong": wrong})

    def page(address: Address, account: Account, message: str = "") -> dict[Any, Any]:
        """Everything as it stands at an address, for somebody."""
        shown = desk.show(address, account)
        try:
            top, told = desk.nav(address), said(message)
        except Exception as error:
            top, told = "", said(describe(error), wrong=True)
        return {
            ways: top,
            notice: told,
            main: shown.page,
            query: address.at().partition("?")[2],
            again: gr.Timer(active=shown.pending),
            side: gr.update(visible=bool(shown.forms - ABOVE)),
            **forms.updates(gr, service.settings, shown),
        }

    def load(search: str, request: gr.Request) -> dict[Any, Any]:
        account = account_of(request)
        top = render_header(banner, None, account, "review")
        return {header: top, **page(Address.read(search), account)}

    def go(search: str, request: gr.Request) -> dict[Any, Any]:
        return page(Address.read(search), account_of(request))

    def look_again(search: str, request: gr.Request) -> dict[Any, Any]:
        """What is under way; the forms, in which somebody may be typing, only at its end."""
        shown = desk.show(Address.read(search), account_of(request))
        return {main: shown.page} if shown.pending else go(search, request)

    with Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        header, ways, notice = html("ca-header"), html("rv-ways"), html("rv-notice")
        start_form(gr, forms)
        with gr.Row(elem_id="rv-body"):
            with gr.Column(elem_id="rv-page", min_width=280):
                main = html("rv-main")
            with gr.Column(visible=False, elem_id="rv-side", scale=0, min_width=280) as side:
                side_forms(gr, forms)
        query = gr.Textbox(visible="hidden", elem_id="rv-query", max_length=LONGEST_QUERY)
        # Gradio hears a press, and no field that a script fills.
        turn = gr.Button("Go", visible="hidden", elem_id="rv-turn")
        again = gr.Timer(LOOK_AGAIN, active=False)
        shared: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": CONCURRENT,
        }
        everything = [ways, notice, main, query, again, side, *forms.components]
        blocks.load(load, query, [header, *everything], js=SEARCH, **shared)
        # The last of several quick clicks counts, not the first.
        turn.click(go, query, everything, js=SEARCH, trigger_mode="always_last", **shared)
        again.tick(look_again, query, everything, **shared)

        def act(button: str, action: Action, names: tuple[str, ...]) -> None:
            """Let a button do something with fields, and show what came of it."""

            def clicked(request: gr.Request, search: str, *values: Any) -> dict[Any, Any]:
                account = account_of(request)
                try:
                    message, after = action(service, account, Address.read(search), *values)
                except Exception as error:
                    # What was typed stays, to be corrected.
                    return {notice: said(describe(error), wrong=True)}
                return page(after, account, message)

            inputs = [query, *(forms.fields[name] for name in names)]
            forms.buttons[button].click(clicked, inputs, everything, **shared)

        for button, action, names in ACTIONS:
            act(button, action, names)
    blocks.queue(max_size=64, api_open=False)
    return blocks
