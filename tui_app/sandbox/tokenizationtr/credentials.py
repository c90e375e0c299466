"""The made-up token of one sandbox: it names a client and its supervisor, not the user who is acted for."""

from __future__ import annotations

from datetime import datetime

from tui_app.sandbox.json_web_token import claims_of, signed_token
from tui_app.sandbox.made_up import made_up
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.tokenizationtr.documents import NODE


def token(options: SandboxOptions, now: datetime) -> str:
    """A token with the claims of the one that the pages print; its end stands in `expiration`, not in exp."""
    claims = {
        "clientID": "971cedef-0000-470f-8ab3-0ae37d745684",
        "expiration": int(now.timestamp()) + options.tokenizationtr_token_lifetime,
        "supervisorEmail": "supervisor@example.org",
        "supervisorID": "68d280bbc58073cdf5642d20",
        "supervisorNodeID": NODE,
        "supervisorNodeIntID": 1,
        "supervisorNodePath": "1",
        "supervisorRoleID": "665ae79610ce216dbc35c93b",
        "supervisorRolePriority": 100 if options.tokenizationtr_admin else 10,
    }
    return signed_token(claims, _key(options))


def admits(authorization: str, options: SandboxOptions, now: datetime) -> bool:
    """Whether an Authorization header has a token that is good now."""
    scheme, _, said = authorization.partition(" ")
    claims = claims_of(said.strip(), _key(options)) if scheme.lower() == "bearer" else None
    end = None if claims is None else claims["expiration"]
    return isinstance(end, int) and end > now.timestamp()


def _key(options: SandboxOptions) -> bytes:
    return made_up("tokenizationtr key", options.seed).encode()
