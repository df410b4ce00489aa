"""Chooses every adapter, in one place, from the settings."""

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

from assistant.ask import Stages
from assistant.audit import Trail
from assistant.calibration import Calibration
from assistant.cataloguing import open_catalogue
from assistant.decide import calibration_of
from assistant.embed import PACKAGED, Embedder, load_embedder
from assistant.embed.remembering import RememberingEmbedder
from assistant.evidence_model import identity_of, load_evidence_model
from assistant.generate import Generator
from assistant.generate.extractive import ExtractiveGenerator
from assistant.generate.local import LocalGenerator, load_language_model
from assistant.generate.remote import KEY_VARIABLE, ModelServer, RemoteGenerator
from assistant.redacting import open_redactor
from assistant.screen import Screening, ScreenModel, routes, screen_identity
from assistant.screen.language import is_english
from assistant.settings import Settings
from assistant.snapshot.current import CurrentSnapshot
from assistant.support_model import SupportModel, load_support_model
from assistant.vocabulary.identity import vocabulary_identity
from corpus.library import Library

ANSWERING = {
    "embedder", "evidence_model", "generator", "candidates", "evidence", "reranked", "statements",
    "overdue", "own_places", "routes", "remote_url", "remote_model", "remote_deadline",
    "local_model", "local_deadline", "local_margin", "support_model",
}  # fmt: skip
"""The settings that can change an answer; their digest is part of its provenance."""


def open_stages(settings: Settings) -> Stages:
    """Everything that answering needs, with models loaded. Raises the family of AssistantError."""
    embedder = load_embedder(settings.embedder, settings.models)
    if settings.embedder == PACKAGED:
        embedder = RememberingEmbedder(embedder)
    # Each needs the other: reasons are redacted, and the site's own places stand in documents.
    catalogue = open_catalogue(settings, lambda: redactor)
    redactor = open_redactor(settings, catalogue)
    return Stages(
        redactor=redactor,
        screening=_screening(settings, embedder),
        catalogue=catalogue,
        library=Library(settings.home),
        current=CurrentSnapshot(settings.home, embedder.identity),
        embedder=embedder,
        evidence_model=load_evidence_model(settings.evidence_model),
        generator=open_generator(settings, embedder),
        support_model=open_support_model(settings),
        trail=Trail(settings.home),
        provenance=provenance(settings),
        settings=answering_settings(settings),
        candidates=settings.candidates,
        evidence=settings.evidence,
        reranked=settings.reranked,
        never_overdue=never_overdue(settings),
    )


def open_generator(settings: Settings, embedder: Embedder) -> Generator:
    """The generator that the settings choose. Raises ModelError and SettingsError."""
    extractive = ExtractiveGenerator(embedder, statements=settings.statements)
    if settings.generator == "local":
        return LocalGenerator(
            embedder,
            load_language_model(settings.local_model, settings.models),
            extractive,
            statements=settings.statements,
            seconds=settings.local_deadline,
            margin=settings.local_margin,
        )
    if settings.generator == "remote":
        return RemoteGenerator(
            embedder,
            model_server(settings),
            extractive,
            statements=settings.statements,
            is_english=is_english,
        )
    return extractive


def open_support_model(settings: Settings) -> SupportModel | None:
    """What vouches for statements in other words; none where no generator writes any.

    Raises ModelError.
    """
    verbatim = settings.generator == "extractive"
    return None if verbatim else load_support_model(settings.support_model)


def model_server(settings: Settings) -> ModelServer:
    """The server of the generator `remote`. Raises SettingsError and ModelError."""
    return ModelServer(
        settings.remote_url,
        settings.remote_model,
        deadline=settings.remote_deadline,
        # No setting, so that it is in no file, record or report.
        key=os.environ.get(KEY_VARIABLE, ""),
    )


def calibration_in_use(settings: Settings) -> Calibration | None:
    """What a snapshot published now answers by; None where the evidence model has none yet.

    Raises ModelError for a model that cannot be opened, and for a calibration in the home that is
    damaged or for another model.
    """
    return calibration_of(settings.home, judged_by(settings))


def judged_by(settings: Settings) -> str:
    """Identity of the evidence model that is decided by; `none` without, or where none is asked.

    Raises ModelError for a model that cannot be opened.
    """
    return identity_of(load_evidence_model(settings.evidence_model) if settings.reranked else None)


def _screening(settings: Settings, embedder: Embedder) -> Screening:
    """The screen's model stands on the packaged embedder, whichever one retrieval uses."""
    packaged = settings.embedder == PACKAGED
    reads = embedder if packaged else load_embedder(PACKAGED, settings.models)
    site = {str(name): words for name, words in settings.routes.items()}
    return Screening(ScreenModel(reads), routes(site))


def provenance(settings: Settings) -> dict[str, str]:
    """What answers beside models and snapshot: `prompts`, `settings` and `software`."""
    return {
        "prompts": prompts_digest(),
        "settings": settings_digest(settings),
        "software": "+".join(
            [
                version("clinical-assistant"),
                f"vocabulary.{vocabulary_identity()}",
                f"screen.{screen_identity()}",
            ]
        ),
    }


def never_overdue(settings: Settings) -> frozenset[str]:
    """The document types whose overdue versions are not used, in lower case."""
    return frozenset(
        kind.casefold() for kind, action in settings.overdue.items() if action == "exclude"
    )


def answering_settings(settings: Settings) -> dict[str, str]:
    """The settings that can change an answer, as text."""
    chosen = settings.model_dump(include=ANSWERING)
    return {name: str(chosen[name]) for name in sorted(chosen)}


def settings_digest(settings: Settings) -> str:
    """The first 16 hex digits over the settings that can change an answer."""
    chosen = json.dumps(answering_settings(settings), sort_keys=True)
    return hashlib.sha256(chosen.encode()).hexdigest()[:16]


def prompts_digest() -> str:
    """The first 16 hex digits over the prompt templates; `none` while no generator uses any."""
    templates = sorted((Path(__file__).parents[1] / "prompts").glob("*.jinja"))
    if not templates:
        return "none"
    digest = hashlib.sha256()
    for template in templates:
        digest.update(template.name.encode() + template.read_bytes())
    return digest.hexdigest()[:16]
