"""The address of a medium, as a stranger wrote it, read so strictly that it can mean one thing only.

Stdlib only: what may be fetched is known without loading an HTTP client.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tui_app.domain.errors import MediaError
from tui_app.gateway.base_url import is_loopback

_LONGEST = 4_096
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LONGEST_NAME = 253
_SAFE = "/%:@!$&'()*+,;=-._~"
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaUrl:
    """One address that may be asked for.

    `host` is a name in plain letters, international ones in punycode. `own` says that this is the
    server that the person gave their own account, on this machine.
    """

    scheme: str
    host: str
    port: int
    target: str
    own: bool = False

    @property
    def host_header(self) -> str:
        """The host as the server is told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.host_header}{self.target}"


def media_url(text: str, *, own: str = "") -> MediaUrl:
    """Read an address to be fetched. Raises MediaError for one that is not https on a public name.

    The exception is the very server of `own`, an account's base URL, where that is http on loopback.
    """
    try:
        return web_address(text, own=own)
    except ValueError as reason:
        raise _refused(reason) from None


def web_address(text: str, *, own: str = "") -> MediaUrl:
    """Read an address as `media_url` does. Raises ValueError, whose words are a clause on what is wrong."""
    if len(text) > _LONGEST:
        raise ValueError("its link is too long to be one")
    if any(char <= " " or "\x7f" <= char <= "\xa0" or char == "\\" for char in text):
        raise ValueError("its link holds characters that do not belong in one")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("its link cannot be read") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("its link is not a web address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("its link holds a name or password")
    if own and _is_own(parts, port, own):
        return MediaUrl(scheme="http", host=parts.hostname, port=port or 80, target=_target(parts), own=True)
    if parts.scheme != "https":
        raise ValueError("its link is not encrypted; only https is used")
    if port not in {None, 443}:
        raise ValueError(f"its link leads to port {port}; only 443 is used")
    return MediaUrl(scheme="https", host=_public_name(parts.hostname), port=443, target=_target(parts))


def redirected(url: MediaUrl, location: str) -> MediaUrl:
    """Where a redirect leads. Raises MediaError as `media_url` does; nobody's own server is meant by it."""
    try:
        link = urljoin(url.text, location)
    except ValueError:
        raise _refused("its link cannot be read") from None
    return media_url(link)


def _refused(reason: object) -> MediaError:
    return MediaError(f"This cannot be fetched: {reason}.")


def _is_own(parts: SplitResult, port: int | None, own: str) -> bool:
    base = urlsplit(own)
    return (
        parts.scheme == base.scheme == "http"
        and parts.hostname == base.hostname
        and (port or 80) == (base.port or 80)
        and is_loopback(base.hostname or "")
    )


def _public_name(host: str) -> str:
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("the host in its link is not a name") from None
    labels = name.lower().split(".")
    if _is_number(name) or _NUMBER.fullmatch(labels[-1]):
        raise ValueError("the host in its link is a number, not a name")
    if len(labels) < 2 or len(name) > _LONGEST_NAME or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError("the host in its link is not a public name")
    return ".".join(labels)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    return path + (f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else "")
