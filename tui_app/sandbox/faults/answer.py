"""One HTTP answer as a value, to be sent as it is or taken apart."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus

JSON = "application/json"
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, headers with lower-case names, and the whole body."""

    status: int
    headers: Headers
    body: bytes

    @classmethod
    def of(cls, status: int, body: bytes = b"", media_type: str = JSON) -> Answer:
        """A fresh answer; one of status 204 has no body and says nothing of one."""
        empty = cls(status=status, headers=(), body=b"")
        if status == HTTPStatus.NO_CONTENT:
            return empty
        return empty.saying(body).having("content-type", media_type)

    def saying(self, body: bytes) -> Answer:
        """The same with another body, and the length of it."""
        return replace(self, body=body).having("content-length", str(len(body)))

    def having(self, name: str, value: str | None) -> Answer:
        """The same with a header set; without it where the value is None."""
        kept = tuple(pair for pair in self.headers if pair[0] != name.encode())
        added = () if value is None else ((name.encode(), value.encode()),)
        return replace(self, headers=kept + added)

    def having_at_least(self, name: str, value: str) -> Answer:
        """The same with a header, unless it has one of that name."""
        if any(pair[0] == name.encode() for pair in self.headers):
            return self
        return self.having(name, value)

    def document(self) -> object:
        """The body as JSON, or None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def saying_json(self, document: object) -> Answer:
        """The same with `document` as its body."""
        return self.saying(json.dumps(document, separators=(",", ":")).encode())

    def head(self) -> bytes:
        """Status line and headers as on the wire, for the last answer of a connection."""
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = ""
        pairs = (*self.headers, (b"connection", b"close"))
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in pairs)
        return f"HTTP/1.1 {self.status} {phrase}\r\n".encode() + lines + b"\r\n"
