"""The command line: parses, calls the same functions as everyone, prints."""

import os
import sys

from corpus.errors import AssistantError

UNEXPECTED = 1


def main() -> None:
    """Run `assistant`; every error becomes one sentence on stderr and an exit code."""
    # Nothing may call home, whatever is imported later.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")
    # Torch's and onnxruntime's threads otherwise spin, and starve each other on a busy machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    from assistant.commands.application import application

    try:
        application()
    except AssistantError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _complain(f"the system refused ({error}): check free space and rights, then try again")
        sys.exit(17)
    except Exception as error:
        if os.environ.get("ASSISTANT_DEBUG"):
            raise
        # Neither message nor traceback: they may hold words of a question.
        _complain(
            f"an unexpected {type(error).__name__} stopped this command: "
            "set ASSISTANT_DEBUG=1 and run it again to see where, and report it"
        )
        sys.exit(UNEXPECTED)


def _complain(sentence: str) -> None:
    from assistant.commands.printing import warn

    warn(f"assistant: {' '.join(sentence.split())}")
