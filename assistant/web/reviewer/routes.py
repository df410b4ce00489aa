"""Downloads of the reviewer's desk: the signed evidence of a run, and the key to check it with."""

import re
import tempfile
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from assistant.settings import Settings
from assistant.web.access import account_of
from assistant.web.failures import body_of, describe, exit_code_of, status_of
from assistant.web.reviewer.acting import NotAReviewerError, require_reviewer
from assistant.web.reviewer.runs import chosen_gates, run_folder
from assistant.web.service import Service
from corpus.errors import AssistantError

KEYS = "keys"
SIGNING = "evidence"
"""What the site's pair of keys is called; it is made when the first bundle is."""
_ZIP = "application/zip"
_PEM = "application/x-pem-file"


def add_routes(app: FastAPI, service: Service) -> None:
    """GET /review/evidence/RUN.zip, /review/evidence.pem and /review/report/RUN."""

    @app.get("/review/evidence/{run}.zip", include_in_schema=False)
    def bundle(run: str, request: Request, gates: str = "") -> Response:
        folder = Path(tempfile.mkdtemp(prefix="evidence"))
        try:
            require_reviewer(account_of(request))
            file = sealed(service.settings, run, gates, folder / "bundle.zip")
        except AssistantError as error:
            _remove(folder)
            return _failure(error)
        name = re.sub(r"[^\w.-]", "-", run)
        return FileResponse(
            file,
            media_type=_ZIP,
            filename=f"evidence-{quote(name)}.zip",
            background=BackgroundTask(_remove, folder),
        )

    @app.get("/review/evidence.pem", include_in_schema=False)
    def public_key(request: Request) -> Response:
        try:
            _, public = keys_of(service.settings)
        except AssistantError as error:
            return _failure(error)
        return FileResponse(public, media_type=_PEM, filename="evidence.public.pem")


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

    name = settings.home / KEYS / SIGNING
    with one_writer(settings.home, "keys"):
        private, public = (
            name.with_name(f"{SIGNING}.{half}.pem") for half in ("private", "public")
        )
        if not private.exists():
            name.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return make_keys(name)
    return private, public


def _failure(error: AssistantError) -> Response:
    status = 403 if isinstance(error, NotAReviewerError) else status_of(error)
    return JSONResponse(body_of(describe(error), exit_code_of(error)), status)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
