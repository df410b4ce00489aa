"""A real OpenID Connect provider on loopback: idpyoidc's, which shares no code with our client."""

import threading
from contextlib import contextmanager

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse

_SIGNING = [
    {"type": "RSA", "key": "", "use": ["sig"]},
    {"type": "EC", "crv": "P-256", "use": ["sig"]},
]
CLIENT, SECRET = "assistant", "a secret of the client, long enough"


class IdentityProvider:
    """Signs everybody in as `user` at once, with the claims of `people`."""

    def __init__(self, port):
        from idpyoidc.server import Server

        self.issuer = f"http://127.0.0.1:{port}"
        people = {"ann-1": {"preferred_username": "Ann.Smith", "groups": ["wards", "icu"]}}
        self.changes = {}
        """Claims that the next tokens have instead of the right ones."""
        self._server = Server(_configuration(self.issuer, people))
        self._context = self._server.get_context()
        self.people = self._context.userinfo.db
        self.user = "ann-1"

    @property
    def user(self):
        return self._method().user

    @user.setter
    def user(self, name):
        self._method().user = name

    def register(self, return_to):
        self._context.cdb[CLIENT] = {
            "client_secret": SECRET,
            "redirect_uris": [(return_to, {})],
            "response_types_supported": ["code"],
            "response_types": ["code"],
            "allowed_scopes": ["openid", "profile"],
            "token_endpoint_auth_method": "client_secret_basic",
        }

    def app(self):
        from idpyoidc.server.exception import UnAuthorizedClient

        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def told():
            return JSONResponse(dict(self._context.provider_info))

        @app.get("/jwks")
        def keys():
            return JSONResponse(self._server.keyjar.export_jwks())

        @app.get("/authorization")
        def authorize(request: Request):
            endpoint = self._server.get_endpoint("authorization")
            parsed = endpoint.parse_request(dict(request.query_params))
            done = endpoint.process_request(parsed)
            if "error" in done:
                return JSONResponse(dict(done), 400)
            answer = endpoint.do_response(request=parsed, **done)
            return RedirectResponse(str(answer["response"]), 303)

        @app.post("/token")
        async def exchange(request: Request):
            endpoint = self._server.get_endpoint("token")
            told = {"headers": dict(request.headers)}
            try:
                parsed = endpoint.parse_request(dict(await request.form()), told)
            except UnAuthorizedClient:
                return JSONResponse({"error": "invalid_client"}, 401)
            done = endpoint.process_request(parsed)
            if "error" in done:
                return JSONResponse(dict(done), 400)
            found = dict(done["response_args"])
            if self.changes:
                found["id_token"] = self._signed_anew(found["id_token"])
            return JSONResponse(found)

        return app

    def _signed_anew(self, token):
        """The same token with other claims, by the provider's own key."""
        from cryptojwt.jws.jws import JWS, factory

        claims = {**factory(token).jwt.payload(), **self.changes}
        keys = self._server.keyjar.get_signing_key("RSA", "")
        return JWS({k: v for k, v in claims.items() if v is not None}, alg="RS256").sign_compact(
            keys
        )

    def _method(self):
        [found] = self._context.authn_broker.db.values()
        return found["method"]


@contextmanager
def providing():
    """A provider that runs until the block ends."""
    pytest.importorskip("idpyoidc", reason="idpyoidc is a real provider to test with")
    config = uvicorn.Config(FastAPI(), port=0, log_level="error")
    listening = config.bind_socket()
    provider = IdentityProvider(listening.getsockname()[1])
    config.app = provider.app()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield provider
    server.should_exit = True
    thread.join()


def _configuration(issuer, people):
    base = "idpyoidc.server"
    code = {"supports_minting": ["access_token", "id_token"], "max_usage": 1, "expires_in": 120}
    return {
        "issuer": issuer,
        "httpc_params": {"verify": False, "timeout": 4},
        "key_conf": {"key_defs": _SIGNING, "uri_path": "jwks"},
        "preference": {"subject_types_supported": ["public"]},
        "token_handler_args": {
            "code": {"lifetime": 600, "kwargs": {"crypt_conf": _keys()}},
            "token": {"class": f"{base}.token.jwt_token.JWTToken", "kwargs": {"lifetime": 3600}},
            "id_token": {
                "class": f"{base}.token.id_token.IDToken",
                "kwargs": {"add_claims_by_scope": True},
            },
        },
        "endpoint": {
            "provider_config": {
                "path": ".well-known/openid-configuration",
                "class": f"{base}.oidc.provider_config.ProviderConfiguration",
                "kwargs": {"client_authn_method": None},
            },
            "authorization": {
                "path": "authorization",
                "class": f"{base}.oidc.authorization.Authorization",
                "kwargs": {"client_authn_method": None, "response_types_supported": ["code"]},
            },
            "token": {
                "path": "token",
                "class": f"{base}.oidc.token.Token",
                "kwargs": {"client_authn_method": ["client_secret_basic"]},
            },
        },
        "add_ons": {
            "pkce": {
                "function": f"{base}.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_method": {"S256": True}},
            }
        },
        "authz": {
            "class": f"{base}.authz.AuthzHandling",
            "kwargs": {"grant_config": {"usage_rules": {"authorization_code": code}}},
        },
        "authentication": {
            "anybody": {
                "acr": "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
                "class": f"{base}.user_authn.user.NoAuthn",
                "kwargs": {"user": "ann-1"},
            }
        },
        "userinfo": {"class": f"{base}.user_info.UserInfo", "kwargs": {"db": people}},
        "scopes_to_claims": {
            "openid": ["sub"],
            "profile": ["preferred_username", "groups"],
        },
        "session_params": {"encrypter": _keys()},
        "cookie_handler": None,
    }


def _keys():
    return {
        "kwargs": {
            "keys": {
                "key_defs": [
                    {"type": "OCT", "use": ["enc"], "kid": "password"},
                    {"type": "OCT", "use": ["enc"], "kid": "salt"},
                ]
            }
        }
    }
