"""A server of its own on a free port, and a browser that may reach nothing else."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ASSISTANT = Path(sys.executable).with_name("assistant")
BANNER = "Demonstration corpus of a fictional hospital. Not for clinical use."
PATIENCE = 120
"""Seconds a busy machine may take to load the models."""


def build_home(home, files, metadata):
    """Publish some documents as their curators would."""
    for command in (
        ["corpus", "add", *files, "--metadata", metadata, "--approved-by", "Committee"],
        ["corpus", "publish"],
    ):
        _run(home, *command)
    add_accounts(home)


def add_accounts(home):
    """Let everybody sign in who is known to everybody."""
    _run(home, "user", "demonstration")


def _run(home, *command):
    subprocess.run(
        [ASSISTANT, "--home", home, *command], check=True, capture_output=True, timeout=600
    )


@contextmanager
def serving(home):
    """The address of a server for `home`, stopped afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [ASSISTANT, "--home", home, "serve", "--port", str(port)],
        env=os.environ | {"ASSISTANT_BANNER": BANNER},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address, server):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=60)
            return
        except urllib.error.HTTPError:
            return  # It serves, and says what is missing.
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def sign_in(context, address, role):
    """Be the demonstration's account of a role in this browser from now on."""
    answered = context.request.post(
        f"{address}/sign-in/demonstration",
        form={"name": role},
        headers={"origin": address},
        max_redirects=0,
    )
    assert answered.status == 303, answered.text()


class Visit:
    """One visit to the page, with everything it fetched and complained about."""

    def __init__(self, context, address, role="clinician"):
        sign_in(context, address, role)
        self.requests, self.complaints, self.dialogs = [], [], []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)
        self.page.goto(address)
        self.page.locator(".ca-example, .ca-failure").first.wait_for()

    def ask(self, words):
        """Type a question, press Enter, and wait for the answer, refusal or failure."""
        known = self.page.locator(".ca-record code").first
        before = known.text_content() if known.count() else None
        self.page.get_by_label("Question").fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            """before => document.querySelector('.ca-failure') ||
                [...document.querySelectorAll('.ca-record code')].slice(0, 1)
                    .some(code => code.textContent !== before)""",
            arg=before,
        )

    def shows(self, selector):
        """The visible words of the first match."""
        return self.page.locator(selector).first.inner_text()

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, message):
        if message.type == "error":
            self.complaints.append(message.text)
