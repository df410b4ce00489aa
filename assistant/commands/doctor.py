"""`doctor`: what is installed, which models, what is missing."""

import platform
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import typer

from assistant.commands.options import AsJson
from assistant.commands.printing import counted, say, say_json
from assistant.settings import Settings
from corpus.errors import AssistantError, ModelError

if TYPE_CHECKING:
    from assistant.snapshot.snapshot import Snapshot


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command()(doctor)


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Say what works, what is missing, and how to repair it."""
    settings: Settings = context.obj
    checks: dict[str, Callable[[], str]] = {
        "software": lambda: f"{version('clinical-assistant')}, Python {platform.python_version()}",
        "home": lambda: _home(settings),
        "embedder": lambda: _embedder(settings),
        "evidence model": lambda: _evidence_model(settings),
        "generator": lambda: _generator(settings),
        "support model": lambda: _support_model(settings),
        "redactor": _redactor,
        "screen": lambda: _screen(settings),
        "catalogue": lambda: _catalogue(settings),
        "approval": lambda: _approval(settings),
        "snapshot": lambda: _snapshot(settings),
        "calibration": lambda: _calibration(settings),
        "audit trail": lambda: _trail(settings),
    }
    findings: dict[str, dict[str, Any]] = {}
    faults: dict[str, AssistantError] = {}
    for name, check in checks.items():
        try:
            findings[name] = {"ok": True, "finding": check()}
        except AssistantError as error:
            findings[name] = {"ok": False, "finding": str(error)}
            faults[name] = error
    if as_json:
        say_json(findings)
    else:
        for name, found in findings.items():
            say(f"{'ok     ' if found['ok'] else 'MISSING'}  {name}: {found['finding']}")
    if faults:
        [first, *_] = faults.values()
        raise type(first)(f"not everything is in order ({', '.join(faults)}): see the lines above")


def _home(settings: Settings) -> str:
    folder = settings.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 2**30
    return f"{settings.home}, {free:.0f} GiB free"


def _embedder(settings: Settings) -> str:
    from assistant.embed import load_embedder

    embedder = load_embedder(settings.embedder, settings.models)
    return f"{embedder.identity}, {embedder.dimension} dimensions, {embedder.window} tokens"


def _evidence_model(settings: Settings) -> str:
    from assistant.evidence_model import load_evidence_model

    model = load_evidence_model(settings.evidence_model)
    return model.identity if model else "none: what is retrieved is ranked and decided by itself"


_NOT_ASKED = " (not asked: the generator `extractive` says nothing in other words)"


def _support_model(settings: Settings) -> str:
    from assistant.support_model import load_support_model

    model = load_support_model(settings.support_model)
    if model is None:
        return "none: what is said in other words is not shown"
    return f"{model.identity}{_NOT_ASKED if settings.generator == 'extractive' else ''}"


def _generator(settings: Settings) -> str:
    if settings.generator == "local":
        from assistant.generate.local import load_language_model

        return f"local, {load_language_model(settings.local_model, settings.models).identity}"
    if settings.generator != "remote":
        return settings.generator
    from assistant.assembly import model_server

    server = model_server(settings)
    try:
        served = server.models()
    except ModelError as error:
        raise ModelError(f"remote_url {settings.remote_url}: {error}") from None
    # Some serve one model under any name, so that a name that is not listed is no fault.
    unlisted = "" if server.model in served else f", WHICH LISTS ONLY {', '.join(served[:5])}"
    unencrypted = "" if server.encrypted else ", NOT ENCRYPTED"
    return f"{server.model} on {server.host}{unlisted}{unencrypted}; redacted questions go there"


def _redactor() -> str:
    from assistant.redact.presidio import MODEL, PresidioRedactor

    PresidioRedactor().redact("adrenaline in anaphylaxis")
    return f"presidio {version('presidio-analyzer')} with {MODEL}"


def _screen(settings: Settings) -> str:
    from assistant.embed import PACKAGED, load_embedder
    from assistant.screen import ScreenModel
    from assistant.screen.routes import Route

    model = ScreenModel(load_embedder(PACKAGED, settings.models))
    unset = [str(route) for route in Route if str(route) not in settings.routes]
    routes = f"; neutral routes for {', '.join(unset)}" if unset else ""
    return f"{model.identity}{routes}"


def _catalogue(settings: Settings) -> str:
    from assistant.cataloguing import open_catalogue
    from corpus.versions import Stage, stages

    catalogue = open_catalogue(settings)
    found = Counter(stages(catalogue.versions(), date.today()).values())
    counted = ", ".join(f"{found[stage]} {stage}" for stage in Stage if found[stage])
    return f"{catalogue.name}: {counted or 'empty'}"


def _approval(settings: Settings) -> str:
    if settings.second_person:
        return "by a second person, never by the author"
    return "ONE PERSON MAY APPROVE ALONE what they brought in themselves (second_person = false)"


def _published(settings: Settings) -> "Snapshot":
    from assistant.embed import load_embedder
    from assistant.snapshot.current import CurrentSnapshot

    embedder = load_embedder(settings.embedder, settings.models)
    return CurrentSnapshot(settings.home, embedder.identity).get()


def _snapshot(settings: Settings) -> str:
    snapshot = _published(settings)
    return (
        f"{snapshot.identity}, {counted(snapshot.manifest.passages, 'passage')}, every digest right"
    )


def _calibration(settings: Settings) -> str:
    from assistant.assembly import judged_by
    from assistant.decide import calibration_for

    own = _published(settings).calibration
    used = calibration_for(judged_by(settings), own)
    return f"for {used.evidence_model}, answers from {used.threshold:.3f} on"


def _trail(settings: Settings) -> str:
    from assistant.audit import Trail

    return f"{counted(Trail(settings.home).verify(), 'record')}, all in their chain"
