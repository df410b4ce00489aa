"""The one settings file: `settings.toml` in the home folder, overridden by ASSISTANT_ variables."""

import os
import sys
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableVariable

from corpus.errors import SettingsError

FILE_NAME = "settings.toml"
Route = Literal[
    "emergency", "crisis", "harmful_request", "individual_decision", "out_of_scope"
]  # fmt: skip
"""When somebody is to be turned to: beside the refusals of that name, and for what is urgent."""
RoleName = Literal["clinician", "curator", "approver", "reviewer", "admin"]
RouteText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
"""Read in a hurry."""


def default_models() -> Path:
    """Where the installation keeps the models it prepared."""
    return Path(sys.prefix) / "share" / "clinical-assistant" / "models"


def default_home() -> Path:
    """Where everything is written when neither --home nor ASSISTANT_HOME says otherwise."""
    return Path.cwd() / ".assistant"


class Settings(BaseSettings):
    """What a site can choose; what can change an answer is kept in its audit record."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="forbid", frozen=True)

    home: Path = Field(default_factory=default_home)
    """Everything written lives here."""
    catalogue: str = ""
    """The catalogue's database as an SQLAlchemy URL; empty is SQLite in the home folder."""
    second_person: bool = True
    """Whether a version must be approved by someone who did not write or bring it in."""
    overdue: dict[str, Literal["notice", "exclude"]] = Field(default_factory=dict)
    """What happens to versions of a document type whose review is overdue; else `notice`."""
    keep_snapshots: int = Field(default=5, ge=1)
    """Published snapshots kept, however old, the latest first."""
    retention_days: int = Field(default=3650, ge=0, le=36500)
    """How long snapshots that an audit record names are kept, so that it can be replayed."""
    audit_days: int = Field(default=0, ge=0, le=36500)
    """Days after which `audit prune` removes records from the audit trail; 0 keeps all of them."""
    entailment: str = ""
    """A sequence-classification model, by name or folder, for evaluations beside our checks."""
    publish_gate: str = ""
    """A file of gates, named from the home on, that a run must pass before its snapshot is served.

    A rollback and a withdrawal need none: both take something away, and must not wait.
    """
    readers: dict[str, str] = Field(default_factory=dict)
    """llama-index readers by a name of the site's own, as `package.module.Class`."""
    models: Path = Field(default_factory=default_models)
    """Prepared models."""
    embedder: str = "packaged"
    """`packaged`, or a sentence-transformers model by name or folder."""
    evidence_model: str = "packaged"
    """`packaged`, `none`, a folder of one trained here, or a Hugging Face cross-encoder."""
    generator: Literal["extractive", "local", "remote"] = "extractive"
    """Which generator drafts answers: sentences as they stand, or as a language model chooses and
    orders them, on this computer or on a server."""
    local_model: str = "packaged"
    """`packaged`, or a causal language model by name, folder or GGUF file. Nothing is fetched."""
    local_deadline: float = Field(default=20.0, gt=0, le=300)
    """Seconds after which an answer is given without it."""
    local_margin: float = Field(default=10.0, ge=0, le=100)
    """How much likelier, in nats, it must find that nothing answers than the best way to begin an
    answer, before it is believed. Whether to answer has been decided by then, and better."""
    remote_url: str = ""
    """The base of an OpenAI-compatible API, such as http://127.0.0.1:8000/v1. Redacted questions
    and the sentences that may answer them are sent there. Its key, if it needs one, stands in the
    variable ASSISTANT_REMOTE_KEY and nowhere else."""
    remote_model: str = ""
    """The model to ask for there."""
    remote_deadline: float = Field(default=20.0, gt=0, le=300)
    """Seconds after which an answer is given without it."""
    support_model: str = "packaged"
    """What vouches for statements in other words than their quotes, as a language model drafts
    them: `packaged`, `none`, a folder that our training exported, or a Hugging Face model for
    inference. The generator `extractive` shows no other words and needs none."""
    candidates: int = Field(default=100, ge=10, le=1000)
    """Passages that lexical and dense search each hand to fusion."""
    evidence: int = Field(default=8, ge=1, le=50)
    """Passages an answer may be made of."""
    reranked: int = Field(default=16, ge=0, le=200)
    """Passages the evidence model judges, 0 for none. A count and no time limit: an answer must
    not depend on how fast the machine is. Each costs about 10 ms on two busy cores."""
    statements: int = Field(default=5, ge=1, le=20)
    """Sentences an answer may have, cautions not counted."""
    routes: dict[Route, RouteText] = Field(default_factory=dict)
    """Whom to turn to; a neutral text where none is set."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    """Where `serve` listens."""
    host_names: tuple[str, ...] = ()
    """Names by which browsers reach this server, beside `host`; requests to others are refused."""
    tls_certificate: Path | None = None
    """A file with the certificate and its chain, for https without a proxy."""
    tls_key: Path | None = None
    """Its key, readable to the server alone."""
    behind_proxy: tuple[str, ...] = ()
    """Addresses or networks of the proxy that adds https; who asks is believed from it alone."""
    session_idle_minutes: int = Field(default=30, ge=1, le=24 * 60)
    """After which somebody who does nothing is signed out; wards share computers."""
    session_hours: int = Field(default=12, ge=1, le=7 * 24)
    """After which anybody signs in again: a shift."""
    oidc_issuer: str = ""
    """The OpenID Connect provider, such as https://id.hospital.example; empty for none. Its client
    secret stands in the variable ASSISTANT_OIDC_SECRET and nowhere else."""
    oidc_client_id: str = ""
    """What this server is called there."""
    oidc_scope: str = "openid profile"
    """What is asked for there; some providers tell groups only when they are asked for."""
    oidc_name_claim: str = "preferred_username"
    """The claim that names a new account."""
    oidc_roles_claim: str = "groups"
    """The claim, one word or a list, that says what somebody may do."""
    oidc_roles: dict[str, tuple[RoleName, ...]] = Field(default_factory=dict)
    """Roles by value of that claim; who has none of the values is not let in."""
    own_places: tuple[str, ...] = ()
    """Names of the site's own hospitals and clinics, which stay in a question as they are.

    The sites of its documents do without being named here.
    """
    banner: str = ""
    """Shown on every page, such as that the corpus is a demonstration."""

    @field_validator("behind_proxy")
    @classmethod
    def _are_networks(cls, stated: tuple[str, ...]) -> tuple[str, ...]:
        """Everybody's word for who asks would be nobody's."""
        for one in stated:
            if ip_network(one, strict=False).prefixlen == 0:
                raise ValueError(f"{one} is everybody: name the proxy's own address")
        return stated

    def choose(self, **chosen: Any) -> "Settings":
        """The same settings with some chosen on the command line; raises SettingsError."""
        try:
            return Settings.model_validate(self.model_dump() | chosen)
        except ValidationError as error:
            raise SettingsError(f"that cannot be chosen ({_faults(error)})") from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def load_settings(home: Path | None = None) -> Settings:
    """The settings for `home`; raises SettingsError that names every bad one."""
    folder = (home or Path(os.environ.get("ASSISTANT_HOME") or default_home())).absolute()
    file = folder / FILE_NAME

    class HomeSettings(Settings):
        model_config = SettingsConfigDict(
            env_prefix="ASSISTANT_", extra="forbid", frozen=True, toml_file=file
        )

    try:
        settings = HomeSettings(home=folder)
        gate = TomlConfigSettingsSource(HomeSettings)().get("publish_gate")
    except ValidationError as error:
        raise SettingsError(
            f"{file} or the environment holds wrong settings ({_faults(error)}): "
            "correct them, or take them out"
        ) from None
    except UnreadableVariable as error:
        # One that holds a table is written as JSON in the environment.
        raise SettingsError(
            f"the environment holds a wrong setting ({error}): write it as JSON, "
            'such as ASSISTANT_OVERDUE=\'{"protocol": "exclude"}\''
        ) from None
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise SettingsError(f"{file} cannot be read ({error}): correct or remove it") from None
    if gate and settings.publish_gate != gate:
        # A variable is gone without a trace: what keeps a release back stands in the file.
        raise SettingsError(
            f"ASSISTANT_PUBLISH_GATE would take away the gate {gate!r} that {file} asks for: "
            "unset it, or change the file"
        )
    return settings


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors()
    )
