"""A request to a JSON API, read whole before anything is decided, and the refusals it may meet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from tui_app.sandbox.replies import json_reply
from tui_app.sandbox.strict_json import read_json


class Refused(Exception):
    """A request was refused and changed nothing; `content` is the JSON of the answer."""

    def __init__(self, status: int, content: Mapping[str, object]) -> None:
        super().__init__(status, content)
        self.status = status
        self.content = content


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request says. `path` has what stands in the places of the route; `sandbox` is the address
    it was sent to, without a path.
    """

    sandbox: str
    path: Mapping[str, str]
    query: QueryParams
    headers: Headers
    body: bytes

    def json(self) -> object:
        """The body as JSON, numbers with a point as Decimal. Raises NotJson."""
        return read_json(self.body)


Answering = Callable[[Asked], Response]


def endpoint(answer: Answering) -> Callable[[Request], Awaitable[Response]]:
    """Reads a request whole and lets `answer` have it; nothing is awaited from then to the answer,
    so that requests take effect one after the other.
    """

    async def answered(request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=400)
        asked = Asked(
            sandbox=str(request.base_url).rstrip("/"),
            path=request.path_params,
            query=request.query_params,
            headers=request.headers,
            body=body,
        )
        try:
            return answer(asked)
        except Refused as refused:
            return json_reply(refused.content, refused.status)

    return answered
