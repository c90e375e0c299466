"""Rules about money, tasks, connections and which room may use which library."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tests.rules.source import Module, Rule, first_name, is_constant, keyword, last_name

MONEY_VERBS = {"create_order", "perform", "resume"}
"""The desk's verbs that send."""
EXACT = ("tui_app/domain/money.py", "tui_app/gateway", "tui_app/marketplaces", "tui_app/ledger")


def floats(module: Module) -> Iterator[ast.AST]:
    """Conversions to a binary fraction."""
    return (call for call in module.calls() if isinstance(call.func, ast.Name) and call.func.id == "float")


def _calls(node: ast.AST) -> set[str]:
    return {last_name(call) for call in ast.walk(node) if isinstance(call, ast.Call)}


def _sends(module: Module, node: ast.AST) -> bool:
    """Whether the code calls a verb that sends, itself or through a function of the same module."""
    called = _calls(node)
    called |= {
        name for function in module.functions() if function.name in called for name in _calls(function)
    }
    return bool(called & MONEY_VERBS)


def _is_exclusive(call: ast.AST) -> bool:
    given = keyword(call, "exclusive") if isinstance(call, ast.Call) else None
    return given is not None and not is_constant(given, False)


def exclusive_senders(module: Module) -> Iterator[ast.AST]:
    """Workers that would be cancelled after the request has left."""
    for call in module.calls():
        if last_name(call) == "run_worker" and _is_exclusive(call) and _sends(module, call):
            yield call
    for function in module.functions():
        if any(map(_is_exclusive, function.decorator_list)) and _sends(module, function):
            yield function


def dropped_tasks(module: Module) -> Iterator[ast.AST]:
    """Tasks that nobody keeps: they may vanish, and what they raise is lost. A TaskGroup keeps its own."""
    for node in module.nodes:
        match node:
            case (
                ast.Expr(value=ast.Call(func=made))
                | ast.Assign(targets=[ast.Name(id="_")], value=ast.Call(func=made))
            ):
                owner = last_name(made.value) if isinstance(made, ast.Attribute) else ""
                if last_name(made) in {"create_task", "ensure_future"} and "group" not in owner:
                    yield node


def _passes(name: str, allowed: object) -> Callable[[Module], Iterator[ast.AST]]:
    """Calls that pass the keyword as anything but the constant allowed."""

    def offences(module: Module) -> Iterator[ast.AST]:
        for call in module.calls():
            given = keyword(call, name)
            if given is not None and not is_constant(given, allowed):
                yield given

    return offences


def unverified(module: Module) -> Iterator[ast.AST]:
    """Connections that trust any certificate."""
    return (call for call in module.calls() if is_constant(keyword(call, "verify"), False))


def http_clients(module: Module) -> Iterator[ast.AST]:
    """Clients, and httpx's one-shot functions, which make a client each."""
    names = {"AsyncClient", "Client"}
    shots = {"delete", "get", "head", "options", "patch", "post", "put", "request", "stream"}
    for call in module.calls():
        name = last_name(call.func)
        if name in names or (name in shots and first_name(call) == "httpx"):
            yield call


def _imports(library: str) -> Callable[[Module], Iterator[ast.AST]]:
    """Imports of the library or of something in it."""

    def offences(module: Module) -> Iterator[ast.AST]:
        for node in module.nodes:
            match node:
                case ast.Import(names=names):
                    found = [name.name for name in names]
                case ast.ImportFrom(module=str(name)):
                    found = [name]
                case _:
                    found = []
            if any(name.partition(".")[0] == library for name in found):
                yield node

    return offences


def implicit_loops(module: Module) -> Iterator[ast.AST]:
    """Uses of the loop that may or may not be running."""
    for node in module.nodes:
        if isinstance(node, ast.Attribute | ast.Name) and last_name(node) == "get_event_loop":
            yield node


RULES = (
    Rule(
        name="binary fractions lose money",
        instead="use Decimal",
        offences=floats,
        places=EXACT,
    ),
    Rule(
        name="an exclusive worker cancels a request that was already sent",
        instead="leave out exclusive=True where money moves",
        offences=exclusive_senders,
    ),
    Rule(
        name="nobody keeps this task",
        instead="keep what create_task returns, or use a TaskGroup",
        offences=dropped_tasks,
    ),
    Rule(
        name="a redirect would carry the API key to another host",
        instead="leave follow_redirects=False",
        offences=_passes("follow_redirects", False),
    ),
    Rule(
        name="any certificate would do",
        instead="leave out verify=False, or pass an SSL context",
        offences=unverified,
    ),
    Rule(
        name="this client has no limits",
        instead="get a client from gateway/http.py",
        offences=http_clients,
        except_in=("tui_app/gateway/http.py",),
    ),
    Rule(
        name="only the ledger knows SQLite",
        instead="ask the ledger",
        offences=_imports("sqlite3"),
        except_in=("tui_app/ledger",),
    ),
    Rule(
        name="only credentials know the keyring",
        instead="ask a CredentialStore",
        offences=_imports("keyring"),
        except_in=("tui_app/credentials",),
    ),
    Rule(
        name="the loop that this gives may not be running",
        instead="use asyncio.get_running_loop()",
        offences=implicit_loops,
    ),
)
