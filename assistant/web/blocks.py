"""Gradio's Blocks as every desk is built of: no file but what was sent, no input in a log."""

import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder, is_in_or_equal

from assistant.web.failures import describe
from corpus.errors import DocumentError


class Blocks(gr.Blocks):  # type: ignore[misc]
    """Refuses what Gradio lets through in an app that is mounted, and tells no log what came."""

    async def process_api(self, block_fn: Any, inputs: Any, *others: Any, **more: Any) -> Any:
        """One event. Raises only gr.Error, of which Gradio prints nothing."""
        try:
            check_files(inputs)
            return await super().process_api(block_fn, inputs, *others, **more)
        except Exception as error:
            _log(error)
            raise gr.Error(describe(error, "page"), print_exception=False) from None


def check_files(inputs: Any) -> None:
    """Raise DocumentError for a file that nobody sent.

    Whatever a field is for, Gradio copies or fetches a file that its value names, from anywhere:
    it looks where from only in apps that it has launched itself.
    """
    folder = os.path.realpath(get_upload_folder())
    for path in _paths(inputs):
        if "://" in path or not is_in_or_equal(os.path.realpath(path), folder):
            raise DocumentError("a file was named that was not sent: choose the file again")


def _paths(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("path"), str):
            yield value["path"]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _paths(one)


def _log(error: Exception) -> None:
    """Where it happened and its kind; its message may hold what somebody typed."""
    where = "".join(traceback.format_tb(error.__traceback__)[-4:])
    sys.stderr.write(f"{where}{type(error).__name__} in a desk\n")
