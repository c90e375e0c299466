"""What an account at tokenizationtr is set up with, and how its ids are checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean
from tui_app.gateway.base_url import checked_base_url
from tui_app.gateway.contract import AccountField, SignIn, WatchKind
from tui_app.gateway.tokens import checked_token

ISSUER: Final = "tokenizationtr"
"""Whose name space tokenizationtr's currencies belong to; also the slug of the marketplace."""
TITLE: Final = "tokenizationtr"
TOKEN: Final = "token"  # noqa: S105  # a kind of thing, no secret
"""The kind of thing that is watched: a node's OTC deals are listed by token."""

_EXAMPLE_URL: Final = "https://test-integration-api.tokenizationtr.com"
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)
_EXAMPLE: Final = "For example 680c02896d91ca0145cfeb81"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose deals are read. With a `node_id` the account administers that node's OTC deals."""

    name: str
    user_id: str
    node_id: str = ""

    @classmethod
    def of(cls, sign_in: SignIn) -> Account:
        """The account that is signed in. Raises UsageError for a field that cannot be right."""
        node = sign_in.fields.get("node_id", "").strip()
        return cls(
            name=sign_in.account,
            user_id=checked_id(sign_in.fields.get("user_id", "")),
            node_id=checked_id(node) if node else "",
        )


def is_id(text: str) -> bool:
    """Whether this may stand in a path as an id."""
    return _ID.fullmatch(text) is not None


def checked_id(text: str) -> str:
    """The id of a user, a token or a node. Raises UsageError."""
    if not is_id(found := text.strip()):
        said = f"“{clean(found, limit=60)}” is not an id of {TITLE}'s." if found else "An id is missing."
        raise UsageError(said, _EXAMPLE)
    return found


def checked_server(text: str) -> str:
    """Where the API stands. Raises UsageError."""
    return checked_base_url(text, example=_EXAMPLE_URL)


def users_in(text: str) -> tuple[str, ...]:
    """The one user named, or none for the account's own. Raises UsageError."""
    return (checked_id(text),) if text.strip() else ()


def tokens_in(text: str) -> tuple[str, ...]:
    """The one token named, or none for every token. Raises UsageError."""
    return users_in(text)


FIELDS: Final = (
    AccountField(
        name="base_url",
        label="API address",
        hint=f"https and the host your integration was given, such as {_EXAMPLE_URL}",
        check=checked_server,
    ),
    AccountField(
        name="token",
        label="Token",
        hint="your client's, sent as “Authorization: Bearer …”; it ends after a while",
        secret=True,
        check=checked_token,
    ),
    AccountField(
        name="user_id",
        label="User id",
        hint="whose purchases and deals these are, such as 680c02896d91ca0145cfeb81",
        check=checked_id,
    ),
    AccountField(
        name="node_id",
        label="Node id",
        hint="only for an admin: the node whose OTC deals you accept or cancel; then watch its tokens",
        required=False,
        check=checked_id,
    ),
)

WATCHES: Final = (
    WatchKind(
        kind=TOKEN,
        label="Token id",
        hint="for an admin: a token whose OTC deals the node lists, such as 68ae06cfcccf4e8fc19362d1",
        check=checked_id,
    ),
)
