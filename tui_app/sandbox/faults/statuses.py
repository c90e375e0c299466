"""Faults that are HTTP statuses, before the request takes effect or after."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from http import HTTPStatus

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.plays import answer_to
from tui_app.sandbox.faults.settings import ACT, Given, Parameter, seconds

STATUSES = (400, 401, 403, 404, 408, 409, 418, 425, 429, 500, 502, 503, 504, 204, 206)
REDIRECTS = ("301", "302", "303", "307", "308")

RETRY_AFTER = ("seconds", "date", "absent", "absurd", "negative", "words")

_STATUS, _WAIT_STATUS = (
    Parameter(
        name="status", kind="whole", default=default, least=200, most=599, meaning="the status of the answer"
    )
    for default in (503, 429)
)
_BODY = Parameter(
    name="body",
    kind="choice",
    choices=("html", "empty", "answer", "half"),
    meaning="what the body is: a page, nothing, the sandbox's own answer, or half of that",
)
_FORM = Parameter(
    name="form", kind="choice", default="seconds", choices=RETRY_AFTER, meaning="how Retry-After is written"
)
_WAIT = seconds("seconds", 2, "how long Retry-After asks to wait")
_LOCATION = Parameter(name="location", kind="text", meaning="where it points to; the same place if left out")


async def _status(exchange: Exchange, given: Given) -> None:
    answer = await answer_to(exchange, given)
    status = given.whole("status")
    await exchange.reply(_with_status(answer, status, given.text("body") or _usual_body(status)))


async def _redirect(exchange: Exchange, given: Given) -> None:
    await answer_to(exchange, given)
    page = _page(int(given.text("status")))
    await exchange.reply(page.having("location", given.optional_text("location") or exchange.target))


async def _retry_after(exchange: Exchange, given: Given) -> None:
    await answer_to(exchange, given)
    page = _page(given.whole("status"))
    await exchange.reply(page.having("retry-after", _wait(exchange, given)))


def _usual_body(status: int) -> str:
    return {HTTPStatus.NO_CONTENT.value: "empty", HTTPStatus.PARTIAL_CONTENT.value: "half"}.get(
        status, "html"
    )


def _with_status(answer: Answer, status: int, body: str) -> Answer:
    match body:
        case "empty":
            return Answer.of(status)
        case "answer":
            return Answer.of(status, answer.body)
        case "half":
            part = answer.body[: len(answer.body) // 2]
            content_range = f"bytes 0-{len(part) - 1}/{len(answer.body)}"
            return Answer.of(status, part).having("content-range", content_range)
    return _page(status)


def _page(status: int) -> Answer:
    words = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    return Answer.of(status, words.encode(), "text/html; charset=utf-8")


def _wait(exchange: Exchange, given: Given) -> str | None:
    match given.text("form"):
        case "seconds":
            return str(given.whole("seconds"))
        case "date":
            return format_datetime(exchange.now + timedelta(seconds=given.number("seconds")), usegmt=True)
        case "absurd":
            return str(10**9)
        case "negative":
            return "-5"
        case "words":
            return "soon"
    return None


STATUS_FAULTS = (
    Fault(
        name="status",
        group="status",
        sentence="The answer has this status.",
        play=_status,
        parameters=(ACT, _STATUS, _BODY),
        examples=tuple({"status": status, "act": act} for status in STATUSES for act in (False, True)),
    ),
    Fault(
        name="redirect",
        group="status",
        sentence="The answer points somewhere else; to the same place if not told otherwise.",
        play=_redirect,
        parameters=(
            ACT,
            Parameter(name="status", kind="choice", default="307", choices=REDIRECTS, meaning="which kind"),
            _LOCATION,
        ),
        examples=tuple({"status": status, "act": act} for status in REDIRECTS for act in (False, True)),
    ),
    Fault(
        name="retry_after",
        group="status",
        sentence="The answer asks to wait, in one of the ways that Retry-After can be written.",
        play=_retry_after,
        parameters=(ACT, _WAIT_STATUS, _FORM, _WAIT),
        examples=tuple({"form": form, "act": act} for form in RETRY_AFTER for act in (False, True)),
    ),
)
