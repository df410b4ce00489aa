"""The reviewer's page in Gradio."""

from typing import Any

from assistant.web.service import Service

TITLE = "Review"


def build_desk(service: Service, banner: str) -> Any:
    """The page as Gradio Blocks, to be mounted."""
    import gradio as gr

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(banner, js_on_load=None, apply_default_css=False)
    return blocks
