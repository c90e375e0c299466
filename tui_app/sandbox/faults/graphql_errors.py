"""Faults in GraphQL's envelope: its errors, with all, some or none of the data."""

from __future__ import annotations

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.breaks import BOTH
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.plays import answering
from tui_app.sandbox.faults.settings import ACT, NEVER, Given, Parameter

_MESSAGES = Parameter(
    name="messages", kind="texts", default=["internal system error"], meaning="what the errors say"
)
_CODE = Parameter(name="code", kind="text", meaning="the errors' extensions.code; none where it is left out")
_DATA = Parameter(
    name="data",
    kind="choice",
    default="absent",
    choices=("absent", "null", "own"),
    meaning="what comes beside the errors: no data, null, or the sandbox's own",
)


def _errors(answer: Answer, given: Given) -> Answer:
    extensions = {"extensions": {"code": given.optional_text("code")}} if given.optional_text("code") else {}
    document: dict[str, object] = {
        "errors": [{"message": words, **extensions} for words in given.texts("messages")]
    }
    if given.text("data") != "absent":
        document["data"] = _data(answer) if given.text("data") == "own" else None
    return answer.saying_json(document)


def _null_data(answer: Answer, _: Given) -> Answer:
    return answer.saying_json({"data": None})


def _null_field(answer: Answer, _: Given) -> Answer:
    own = _data(answer)
    return answer.saying_json({"data": dict.fromkeys(own) if isinstance(own, dict) else None})


def _unauthenticated(answer: Answer, _: Given) -> Answer:
    error = {"message": "access denied", "extensions": {"code": "UNAUTHENTICATED"}}
    return answer.saying_json({"errors": [error], "data": None})


def _data(answer: Answer) -> object:
    own = answer.document()
    return own.get("data") if isinstance(own, dict) else None


GRAPHQL_ERRORS = (
    Fault(
        name="graphql_errors",
        group="graphql",
        sentence="The answer is 200 with these errors.",
        play=answering(_errors),
        parameters=(ACT, _MESSAGES, _CODE, _DATA),
        examples=(
            *BOTH,
            {"act": False, "data": "null"},
            {"act": True, "data": "null"},
            {"act": True, "data": "own"},
            {"act": False, "messages": ["first", "second"], "code": "INTERNAL_SERVER_ERROR"},
            {"act": True, "messages": []},
        ),
    ),
    Fault(
        name="null_data",
        group="graphql",
        sentence="The data is null, and there are no errors.",
        play=answering(_null_data),
        parameters=(ACT,),
        examples=BOTH,
    ),
    Fault(
        name="null_fields",
        group="graphql",
        sentence="Every field that was asked for is null, and there are no errors.",
        play=answering(_null_field),
        parameters=(ACT,),
        examples=({},),
    ),
    Fault(
        name="graphql_unauthenticated",
        group="graphql",
        sentence="The answer is 200, with an error whose code is UNAUTHENTICATED.",
        play=answering(_unauthenticated),
        parameters=(NEVER,),
    ),
)
