"""A stand-in for the internet: names, addresses and TLS as out there, all of it on 127.0.0.1.

An honest server has a public address; whatever else is connected to leads to a trap that counts. So what the
program would have done out there is seen without anything leaving this machine.
"""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.loopback import Act, Loopback, Respond, answer, loopback
from tui_app.gateway.limits import Limits
from tui_app.gateway.media_http import MediaLines

PUBLIC = "93.184.216.34"
NAMES = ("pictures.example.com", "other.example.net")
"""What the honest server's certificate is made out to."""
HOST, OTHER = NAMES


@dataclass(frozen=True, slots=True)
class Certificate:
    """The honest server's TLS, and a client's that trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext
    asked_for: list[str | None]
    """The name of each TLS handshake."""


def certificate(folder: Path) -> Certificate:
    """A certificate for NAMES, made with openssl."""
    key, made = folder / "key.pem", folder / "cert.pem"
    names = ",".join(f"DNS:{name}" for name in NAMES)
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    about = [
        "-subj",
        "/CN=test",
        "-addext",
        f"subjectAltName={names}",
        "-keyout",
        str(key),
        "-out",
        str(made),
    ]
    subprocess.run(["openssl", "req", "-x509", *curve, *about], check=True, capture_output=True)
    asked_for: list[str | None] = []
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(made, key)
    server.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    return Certificate(server, ssl.create_default_context(cafile=made), asked_for)


class Wires(httpx.AsyncBaseTransport):
    """The network: the public address leads to the honest server, every other one to the trap."""

    def __init__(self, internet: Internet, trust: ssl.SSLContext) -> None:
        self._internet = internet
        self._inner = httpx.AsyncHTTPTransport(verify=trust, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Note the address, and connect to what stands for it."""
        address, port = request.url.host, request.url.port
        self._internet.connects.append((address, port))
        server = self._internet.honest if address == PUBLIC else self._internet.trap
        request.url = request.url.copy_with(host="127.0.0.1", port=server.port)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close what was opened."""
        await self._inner.aclose()


@dataclass
class Internet:
    """`answers` holds what a name leads to, one tuple per question, the last for ever; else PUBLIC."""

    honest: Loopback
    trap: Loopback
    trust: ssl.SSLContext
    answers: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    connects: list[tuple[str, int | None]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    async def resolve(self, host: str, _port: int) -> tuple[str, ...]:
        """Answer as a name server would."""
        self.questions.append(host)
        answers = self.answers.get(host, [(PUBLIC,)])
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return tuple(found)

    def lines(self, limits: Limits) -> MediaLines:
        """What a program in this internet fetches with."""
        return MediaLines(
            limits, trust=self.trust, resolve=self.resolve, open_transport=lambda trust: Wires(self, trust)
        )


@asynccontextmanager
async def internet(tls: Certificate, *acts: Act, by: Respond | None = None) -> AsyncIterator[Internet]:
    """An internet whose honest server plays `acts` as `loopback` does."""
    async with loopback(*acts, by=by, tls=tls.server) as honest, loopback(answer(b"trapped")) as trap:
        yield Internet(honest=honest, trap=trap, trust=tls.client)
