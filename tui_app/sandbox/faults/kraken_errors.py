"""Faults in Kraken's envelope: its error array, with or without a result."""

from __future__ import annotations

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.plays import answering
from tui_app.sandbox.faults.settings import ACT, NEVER, Given, Parameter

_WITH_RESULT = Parameter(
    name="with_result", kind="flag", default=False, meaning="whether the result comes beside the errors"
)


def _codes(*default: str) -> Parameter:
    return Parameter(name="codes", kind="texts", default=list(default), meaning="the error array")


def _errors(answer: Answer, given: Given) -> Answer:
    document: dict[str, object] = {"error": given.texts("codes")}
    if given.flag("with_result"):
        own = answer.document()
        document["result"] = own.get("result") if isinstance(own, dict) else None
    return answer.saying_json(document)


def _warned(answer: Answer, given: Given) -> Answer:
    own = answer.document()
    if not isinstance(own, dict):
        return answer
    errors = own.get("error")
    own["error"] = given.texts("codes") + (errors if isinstance(errors, list) else [])
    return answer.saying_json(own)


def _refused(name: str, sentence: str, code: str) -> Fault:
    """One of Kraken's refusals; a request that meets it never takes effect."""

    def refuse(answer: Answer, _: Given) -> Answer:
        return answer.saying_json({"error": [code]})

    return Fault(name=name, group="kraken", sentence=sentence, play=answering(refuse), parameters=(NEVER,))


KRAKEN_ERRORS = (
    Fault(
        name="kraken_error",
        group="kraken",
        sentence="The answer is 200 with these errors.",
        play=answering(_errors),
        parameters=(ACT, _codes("EService:Unavailable"), _WITH_RESULT),
        examples=(
            {"act": False},
            {"act": True},
            {"act": True, "with_result": True},
            {"act": False, "codes": ["EGeneral:Internal error"]},
            {"act": True, "codes": ["EGeneral:Internal error"]},
            {"act": True, "codes": ["EOdd:Never heard of", "EService:Busy"]},
            {"act": False, "codes": ["EGeneral:Permission denied"]},
            {"act": False, "codes": ["EAPI:Invalid key"]},
            {"act": False, "codes": ["EAPI:Invalid signature"]},
            {"act": False, "codes": [""]},
        ),
    ),
    Fault(
        name="kraken_warning",
        group="kraken",
        sentence="The right answer comes with warnings.",
        play=answering(_warned),
        parameters=(ACT, _codes("WGeneral:Maintenance soon")),
        examples=({},),
    ),
    _refused("invalid_nonce", "Kraken says that the nonce was used before.", "EAPI:Invalid nonce"),
    _refused("temporary_lockout", "Kraken locks the key out.", "EGeneral:Temporary lockout"),
    _refused("rate_limit", "Kraken says that too many calls were made.", "EAPI:Rate limit exceeded"),
)
