"""The program's source as syntax trees, and what a rule about it is."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tui_app"

Annotations = Mapping[str, frozenset[str]]
"""The annotations that functions and attributes of a name have in the module, or else in the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One file: its path from the repository's root, its syntax, and the names that the program annotates."""

    path: str
    nodes: Sequence[ast.AST]
    annotations: Annotations = field(default_factory=dict)

    def calls(self) -> Iterator[ast.Call]:
        """Every call in the file."""
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method in the file."""
        return (node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def is_in(self, *places: str) -> bool:
        """Whether the file is one of these, or in one of these folders."""
        return any(self.path == place or self.path.startswith(f"{place}/") for place in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What may not be written, where it is looked for, and what to write instead."""

    name: str
    instead: str
    offences: Callable[[Module], Iterable[ast.AST]]
    places: tuple[str, ...] = ("tui_app",)
    except_in: tuple[str, ...] = ()

    def governs(self, module: Module) -> bool:
        """Whether the rule has a say about the file."""
        return module.is_in(*self.places) and not module.is_in(*self.except_in)

    def broken_by(self, module: Module) -> list[str]:
        """A sentence for each place that breaks the rule, with its file and line."""
        lines = sorted({getattr(node, "lineno", 1) for node in self.offences(module)})
        return [f"{module.path}:{line}: {self.name}; {self.instead}" for line in lines]


def read(text: str, path: str = "tui_app/example.py") -> Module:
    """A module from its text, knowing only its own annotations."""
    nodes = tuple(ast.walk(ast.parse(text)))
    return Module(path=path, nodes=nodes, annotations=annotations_of(nodes))


def program() -> list[Module]:
    """Every module of the program, in order of path."""
    paths = sorted(PACKAGE.rglob("*.py"))
    nodes = {
        path.relative_to(ROOT).as_posix(): tuple(ast.walk(ast.parse(path.read_bytes()))) for path in paths
    }
    own = {path: annotations_of(there) for path, there in nodes.items()}
    known = _together(own.values())
    return [
        Module(path=path, nodes=there, annotations={**known, **_imported(there, own), **own[path]})
        for path, there in nodes.items()
    ]


def _imported(nodes: Iterable[ast.AST], known: Mapping[str, Annotations]) -> Annotations:
    """The annotations of what a module imports from others of ours."""
    found: dict[str, frozenset[str]] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            there = known.get(f"{node.module.replace('.', '/')}.py", {})
            found |= {name.asname or name.name: there[name.name] for name in node.names if name.name in there}
    return found


def _together(modules: Iterable[Annotations]) -> Annotations:
    """What a name is annotated with anywhere."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for module in modules:
        for name, here in module.items():
            found[name] |= here
    return found


def annotations_of(nodes: Iterable[ast.AST]) -> Annotations:
    """What functions return and attributes hold, by their last name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name].add(ast.unparse(node.returns) if node.returns else "?")
        elif isinstance(node, ast.AnnAssign):
            found[last_name(node.target)].add(ast.unparse(node.annotation))
    return {name: frozenset(annotations) for name, annotations in found.items()}


def last_name(node: ast.AST) -> str:
    """The name that is called, read or written: `c` of `a.b.c`, `a().c` and `c[0]`; else nothing."""
    match node:
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return last_name(inner)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def first_name(node: ast.AST) -> str:
    """The name that an expression starts from: `a` of `a.b().c`."""
    match node:
        case ast.Call(func=inner) | ast.Subscript(value=inner) | ast.Attribute(value=inner):
            return first_name(inner)
        case ast.Name(id=name):
            return name
    return ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """What the call passes for the keyword, if it does."""
    return next((given.value for given in call.keywords if given.arg == name), None)


def is_constant(node: ast.AST | None, value: object) -> bool:
    """Whether the expression is this very constant."""
    return isinstance(node, ast.Constant) and node.value is value
