"""A script as it comes over HTTP: a list of rules in JSON, or one rule."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tui_app.sandbox.faults.called import EVERY_PATH
from tui_app.sandbox.faults.catalogue import FAULTS
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.script import Rule
from tui_app.sandbox.faults.settings import Parameter, WrongScript, given, numbered

FOREVER = "forever"
_OWN = ("fault", "path", "contains", "skip", "times")

_PATH = Parameter(name="path", kind="text", meaning="what the path ends in, an endpoint's name, or * for any")
_CONTAINS = Parameter(name="contains", kind="text", default="", meaning="what the body must have in it")
_SKIP = Parameter(name="skip", kind="whole", default=0, meaning="how many such requests pass by first")
_TIMES = Parameter(name="times", kind="whole", default=1, least=1, meaning="how many requests meet it")


def read_json(body: bytes) -> object:
    """A body as JSON. Raises WrongScript."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise WrongScript("The body is not JSON") from None


def read_rules(body: bytes) -> list[Rule]:
    """The rules of a script. Raises WrongScript, naming the rule by its number."""
    document = read_json(body)
    found = []
    for number, one in enumerate(document if isinstance(document, list) else [document], 1):
        with numbered(number):
            found.append(_rule(one))
    return found


def _rule(one: object) -> Rule:
    if not isinstance(one, dict):
        raise WrongScript("a rule is an object such as {'fault': 'close', 'path': '/NftAcceptOffer'}")
    fault = _fault(one.get("fault"))
    told = given(fault.parameters, {name: value for name, value in one.items() if name not in _OWN})
    rule = Rule(
        fault=fault,
        given=told,
        path=str(_PATH.read(one.get("path")) or ""),
        contains=str(_CONTAINS.read(one.get("contains", ""))).encode(errors="surrogatepass"),
        skip=_count(_SKIP, one) or 0,
        times=_count(_TIMES, one),
    )
    _check_stage(rule)
    return rule


def _count(parameter: Parameter, one: Mapping[str, object]) -> int | None:
    value = one.get(parameter.name, parameter.default)
    if value == FOREVER and parameter is _TIMES:
        return None
    value = parameter.read(value)
    return value if isinstance(value, int) else None


def _fault(name: object) -> Fault:
    fault = FAULTS.get(name) if isinstance(name, str) else None
    if fault is None:
        raise WrongScript(f"there is no fault {name!r}; /_sandbox/faults/catalogue lists them")
    return fault


def _check_stage(rule: Rule) -> None:
    if not rule.path and rule.fault.apply is None:
        raise WrongScript("'path' is missing; give what the path ends in, or '*'")
    if rule.fault.stage == "accept" and rule.path != EVERY_PATH:
        raise WrongScript(f"{rule.fault.name!r} strikes before a path is known; its path has to be '*'")
    if rule.fault.stage != "headers" and rule.contains:
        raise WrongScript(f"{rule.fault.name!r} strikes before a body is known; leave 'contains' out")
