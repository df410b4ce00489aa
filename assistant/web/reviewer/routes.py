"""The signed evidence of a run: sealed when a reviewer asks for it, then fetched with its key."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response

from assistant.settings import Settings
from assistant.web.access import account_of
from assistant.web.failures import UNEXPECTED, body_of, describe, exit_code_of, status_of
from assistant.web.reviewer.acting import require_reviewer
from assistant.web.reviewer.runs import bundle_of, chosen_gates, run_folder
from assistant.web.service import Service
from corpus.errors import AssistantError, RunError

KEYS = "keys"
SIGNING = "evidence"
"""What the site's pair of keys is called; it is made when the first bundle is."""
_ZIP = "application/zip"
_PEM = "application/x-pem-file"


def add_routes(app: FastAPI, service: Service) -> None:
    """POST /review/evidence/RUN, and GET /review/evidence/RUN.zip and /review/evidence.pem."""

    @app.post("/review/evidence/{run}", include_in_schema=False)
    def seal(run: str, request: Request, gates: str = "") -> Response:
        try:
            require_reviewer(account_of(request))
            out = bundle_of(service.settings, run)
            sealed(service.settings, run, gates, out)
        except AssistantError as error:
            return _failure(error)
        return RedirectResponse(f"/review/evidence/{run}.zip", 303)

    # What only looks writes nothing: neither a bundle nor the keys.
    @app.get("/review/evidence/{run}.zip", include_in_schema=False)
    def bundle(run: str, request: Request) -> Response:
        try:
            require_reviewer(account_of(request))
            file = bundle_of(service.settings, run)
        except AssistantError as error:
            return _failure(error)
        return _fetched(file, _ZIP, f"evidence-{run}.zip")

    @app.get("/review/evidence.pem", include_in_schema=False)
    def public_key(request: Request) -> Response:
        _, public = _names(service.settings)
        return _fetched(public, _PEM, "evidence.public.pem")


def sealed(settings: Settings, run: str, gates: str, out: Path) -> Path:
    """Seal a run with its report and gates, signed with the site's key, as `eval export` does.

    Raises RunError, SuiteError, AuditError and StorageError.
    """
    from evals.evidence import export_bundle
    from evals.reports import write_csv, write_junit, write_report
    from evals.reports.suites import ruling_of, suites_of

    folder = run_folder(settings, run)
    _, file = chosen_gates(settings, gates)
    named = suites_of(folder, as_asked=True)
    private, _ = keys_of(settings)
    write_report(folder, named, folder / "report.html", None, ruling_of(folder, file, named))
    write_csv(folder, named, folder / "scores.csv")
    write_junit(folder, named, folder / "junit.xml")
    export_bundle(folder, private, out, file)
    return out


def keys_of(settings: Settings) -> tuple[Path, Path]:
    """The site's private and public key for evidence, made at the first need."""
    from corpus.storage import one_writer
    from evals.evidence import make_keys

    with one_writer(settings.home, "keys"):
        private, public = _names(settings)
        if not private.exists():
            private.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return make_keys(settings.home / KEYS / SIGNING)
    return private, public


def _names(settings: Settings) -> tuple[Path, Path]:
    folder = settings.home / KEYS
    return folder / f"{SIGNING}.private.pem", folder / f"{SIGNING}.public.pem"


def _fetched(file: Path, kind: str, name: str) -> Response:
    if not file.is_file():
        message = "There is no evidence bundle yet: export one from its run."
        return JSONResponse(body_of(message, UNEXPECTED), 404)
    return FileResponse(file, media_type=kind, filename=name)


def _failure(error: AssistantError) -> Response:
    status = 404 if isinstance(error, RunError) else status_of(error)
    return JSONResponse(body_of(describe(error), exit_code_of(error)), status)
