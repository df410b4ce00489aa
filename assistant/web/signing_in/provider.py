"""Asks an OpenID Connect provider who somebody is: authorization code with PKCE, by Authlib."""

import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.accounts import Role
from assistant.settings import Settings
from assistant.web.signing_in.under_way import Seal, UnderWay
from corpus.errors import AccountError, SettingsError

SECRET = "ASSISTANT_OIDC_SECRET"
_SECONDS = 10.0
"""How long the provider may be silent."""
_LEEWAY = 60
"""Seconds by which its clock may differ."""
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures by a key of the provider's own: neither none at all, nor by the shared secret."""


@dataclass(frozen=True)
class Identity:
    """Who the provider says somebody is."""

    subject: str
    """Unique for ever, whatever becomes of the name."""
    name: str
    roles: frozenset[Role]
    """Empty when nothing of the claim is in the setting oidc_roles."""
    back: str
    """The address to go on to."""


class Provider:
    """One provider. What is under way is kept by the browsers, sealed: servers remember nothing."""

    def __init__(self, settings: Settings, secret: str) -> None:
        self._issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client_id
        self._secret = secret
        self._scope = settings.oidc_scope
        self._name_claim = settings.oidc_name_claim
        self._roles_claim = settings.oidc_roles_claim
        self._roles = settings.oidc_roles
        self._seal = Seal(secret)

    @property
    def host(self) -> str:
        """Where people manage their accounts."""
        return urlsplit(self._issuer).hostname or self._issuer

    async def begin(self, return_to: str, back: str) -> tuple[str, str]:
        """The provider's address to go to, and the cookie that the browser has to bring back."""
        verifier, nonce, state = (secrets.token_urlsafe(48) for _ in range(3))
        metadata = await self._metadata()
        async with self._client(metadata, return_to) as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        return str(address), self._seal.close(state, nonce, verifier, back)

    async def finish(self, return_to: str, kept: str, said: Mapping[str, str]) -> Identity:
        """Who came back, `kept` being the cookie of its browser and `said` what came with it.

        Raises AccountError when it is not confirmed, whatever the reason.
        """
        begun = self._seal.open(kept)
        if begun is None:
            raise AccountError(
                "this sign-in took too long, or was begun in another browser: begin again"
            )
        if not hmac.compare_digest(said.get("state", "").encode(), begun.state.encode()):
            raise AccountError("this sign-in was begun elsewhere than in this window: begin again")
        if "code" not in said or said.get("iss", self._issuer) != self._issuer:
            raise AccountError("the identity provider did not let you in: try again")
        claims = await self._claims(return_to, said["code"], begun)
        stated = claims.get(self._roles_claim)
        values = stated if isinstance(stated, list) else [stated]
        roles = {
            role for one in values if isinstance(one, str) for role in self._roles.get(one, ())
        }
        return Identity(
            f"{self._issuer} {claims['sub']}",
            str(claims.get(self._name_claim) or ""),
            frozenset(map(Role, roles)),
            begun.back,
        )

    async def _claims(self, return_to: str, code: str, begun: UnderWay) -> Mapping[str, Any]:
        """What the provider signed about who came back."""
        from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
        from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
        from httpx import HTTPError
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        metadata = await self._metadata()
        try:
            async with self._client(metadata, return_to) as client:
                token = await client.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=begun.verifier
                )
                keys = await client.request("GET", metadata["jwks_uri"], withhold_token=True)
                keys.raise_for_status()
            registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
            decoded = jwt.decode(
                token["id_token"], KeySet.import_key_set(keys.json()), registry=registry
            )
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": self._issuer},
                    "aud": {"essential": True, "value": self._client_id},
                },
                {
                    "nonce": begun.nonce,
                    "client_id": self._client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(leeway=_LEEWAY)
        except (OAuthError, JoseError, HTTPError, ValueError, KeyError, TypeError) as error:
            raise AccountError(
                f"the identity provider did not confirm who you are ({type(error).__name__}): "
                "try again, or tell whoever runs this server"
            ) from error
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise AccountError("the identity provider did not say who you are")
        return dict(claims)

    def _client(self, metadata: Mapping[str, Any], return_to: str) -> Any:
        from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]

        ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        basic = "client_secret_basic"
        return AsyncOAuth2Client(
            self._client_id,
            self._secret,
            token_endpoint_auth_method=basic if basic in ways else "client_secret_post",
            scope=self._scope,
            redirect_uri=return_to,
            code_challenge_method="S256",
            timeout=_SECONDS,
        )

    async def _metadata(self) -> Mapping[str, Any]:
        """What the provider says about itself; asked for each time, since it is seldom needed."""
        from httpx import AsyncClient, HTTPError

        try:
            async with AsyncClient(timeout=_SECONDS) as client:
                address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
                response = await client.get(address)
                response.raise_for_status()
                found: Mapping[str, Any] = response.json()
        except (HTTPError, ValueError) as error:
            raise AccountError(
                f"the identity provider cannot be reached ({type(error).__name__}): try again"
            ) from error
        if found.get("issuer") != self._issuer:
            raise AccountError(
                f"the identity provider calls itself {found.get('issuer')!r}, and the setting "
                f"oidc_issuer {self._issuer!r}: they have to be the same"
            )
        return found


def open_provider(settings: Settings) -> Provider | None:
    """The provider of the settings; None without one. Raises SettingsError."""
    if not settings.oidc_issuer:
        return None
    parts = urlsplit(settings.oidc_issuer)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise SettingsError(f"oidc_issuer is {settings.oidc_issuer!r}: it has to begin with https:")
    secret = os.environ.get(SECRET, "")
    missing = [
        name
        for name, value in (
            ("oidc_client_id", settings.oidc_client_id),
            ("oidc_roles", settings.oidc_roles),
            (SECRET, secret),
        )
        if not value
    ]
    if missing:
        raise SettingsError(
            f"oidc_issuer is set without {', '.join(missing)}: set them, the secret as a variable "
            "of the environment"
        )
    return Provider(settings, secret)
