"""Rules about what widgets are given: nothing that a stranger wrote is ever read as markup."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.rules.source import Module, Rule, first_name, is_constant, keyword, last_name

WIDGETS = {
    *("Button", "Checkbox", "Collapsible", "Digits", "Label", "Link", "Option", "OptionList", "RadioButton"),
    *("Select", "SelectionList", "Static", "Switch", "Tab", "TabPane", "Tabs", "Toast", "Tooltip", "Tree"),
}
"""Textual's widgets that read a `str` as markup."""
TEXT_KEYWORDS = {"content", "label", "options", "prompt", "title", "tooltip"}
TEXT_METHODS = {
    *("add_column", "add_columns", "add_leaf", "add_option", "add_options", "add_row", "set_options"),
}
TEXT_ATTRIBUTES = {"border_subtitle", "border_title", "label", "tooltip"}

_SAYS_CONTENT = re.compile(r"\b(Content|ContentText|Option|Selection|Tab|Text|Widget)\b")
_SAYS_STR = re.compile(r"\bstr\b")


class Inert:
    """Tells which expressions no widget reads as markup: literals, `Content`, `Text`, what returns them."""

    def __init__(self, module: Module) -> None:
        self.annotations = module.annotations
        self.parameters: dict[str, set[str]] = {}
        self.values: dict[str, list[ast.expr]] = {}
        self.judging: set[str] = set()
        for node in module.nodes:
            self._learn(node)

    def _learn(self, node: ast.AST) -> None:
        match node:
            case ast.arg(arg=name, annotation=ast.expr() as annotation):
                self.parameters.setdefault(name, set()).add(ast.unparse(annotation))
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self.values.setdefault(name, []).append(value)
            case (
                ast.For(target=ast.Name(id=name), iter=value)
                | ast.comprehension(target=ast.Name(id=name), iter=value)
            ):
                self.values.setdefault(name, []).append(value)

    def accepts(self, node: ast.expr) -> bool:
        """Whether a widget may be given this expression."""
        match node:
            case ast.Constant():
                return True
            case ast.Starred(value=value) | ast.Await(value=value):
                return self.accepts(value)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                return all(map(self._accepts_element, elements))
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                return self._accepts_element(element)
            case ast.IfExp(body=body, orelse=other):
                return self.accepts(body) and self.accepts(other)
            case ast.BoolOp(values=values):
                return all(map(self.accepts, values))
            case ast.BinOp(left=left):
                return not isinstance(left, ast.Constant) and self.accepts(left)
            case ast.Call():
                return self._accepts_call(node)
            case ast.Name(id=name):
                return self._accepts_name(name)
            case ast.Attribute(attr=name):
                return self._is_annotated(self.annotations.get(name, frozenset()))
        return False

    def _accepts_element(self, node: ast.expr) -> bool:
        return self.accepts(node.elts[0] if isinstance(node, ast.Tuple) else node)

    def _accepts_call(self, call: ast.Call) -> bool:
        name, start = last_name(call), first_name(call)
        if start in {"Content", "Text"} or start in WIDGETS:
            return True
        if name == "map" and call.args:
            return last_name(call.args[0]) in {"Content", "Text"}
        if name[:1].isupper() and not isinstance(call.func, ast.Attribute):
            return name != "UntrustedText"
        match call.func:
            case ast.Attribute(value=ast.Name(id=receiver), attr="append" | "join" | "stylize"):
                return self._accepts_name(receiver)
        return self._is_annotated(self.annotations.get(name, frozenset()))

    def _accepts_name(self, name: str) -> bool:
        values, annotations = self.values.get(name, []), self.parameters.get(name, set())
        if name in self.judging:
            return True  # a name that is made from itself is judged by what else it is made from
        if not values and not annotations:
            return self._is_annotated(self.annotations.get(name, frozenset()))
        self.judging.add(name)
        accepted = all(map(self.accepts, values)) and (not annotations or self._is_annotated(annotations))
        self.judging.remove(name)
        return accepted

    def _is_annotated(self, annotations: set[str] | frozenset[str]) -> bool:
        return bool(annotations) and all(
            _SAYS_CONTENT.search(annotation) and not _SAYS_STR.search(annotation)
            for annotation in annotations
        )


def _texts(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (given.value for given in call.keywords if given.arg in TEXT_KEYWORDS)


def _feeds_a_widget(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=name):
            return name in WIDGETS
        case ast.Attribute(attr="update", value=receiver):
            return isinstance(receiver, ast.Call) or first_name(receiver) == "self" == last_name(receiver)
        case ast.Attribute(attr=name):
            return name in TEXT_METHODS
    return False


def _reads_markup(inert: Inert, call: ast.Call) -> bool:
    texts = list(_texts(call))
    if last_name(call) in {"Option", "Select", "Tree"}:
        texts = texts[:1]
    return not is_constant(keyword(call, "markup"), False) and not all(map(inert.accepts, texts))


def bare_strings(module: Module) -> Iterator[ast.AST]:
    """Widgets that are given text which may be read as markup."""
    inert = Inert(module)
    return (call for call in filter(_feeds_a_widget, module.calls()) if _reads_markup(inert, call))


def base_class_strings(module: Module) -> Iterator[ast.AST]:
    """`super().__init__(text)` in a class that is one of those widgets."""
    inert = Inert(module)
    classes = (node for node in module.nodes if isinstance(node, ast.ClassDef))
    for widget in (node for node in classes if {last_name(base) for base in node.bases} & WIDGETS):
        for call in (node for node in ast.walk(widget) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) == "super().__init__" and _reads_markup(inert, call):
                yield call


def decorated_borders(module: Module) -> Iterator[ast.AST]:
    """Border titles and tooltips set to text which may be read as markup."""
    inert = Inert(module)
    for node in module.nodes:
        match node:
            case ast.Assign(targets=[target], value=value) if last_name(target) in TEXT_ATTRIBUTES:
                if not inert.accepts(value):
                    yield node


def notifications(module: Module) -> Iterator[ast.AST]:
    """Toasts that would read their message as markup."""
    for call in module.calls():
        if last_name(call.func) == "notify" and not is_constant(keyword(call, "markup"), False):
            yield call


def parsed_markup(module: Module) -> Iterator[ast.AST]:
    """Calls that read a string as markup."""
    for call in module.calls():
        name = last_name(call)
        plain = name == "from_text" and is_constant(keyword(call, "markup"), False)
        if name in {"from_markup", "from_text", "render_markup", "to_content"} and not plain:
            yield call


def escaped_markup(module: Module) -> Iterator[ast.AST]:
    """Uses of an `escape` of markup, by whichever way it was imported."""
    for node in module.nodes:
        match node:
            case ast.ImportFrom(module="textual.markup" | "rich.markup", names=names):
                yield from (node for name in names if name.name == "escape")
            case ast.Attribute(attr="escape", value=owner) if last_name(owner) == "markup":
                yield node


def markdown(module: Module) -> Iterator[ast.AST]:
    """Widgets that turn text into links and headings."""
    return (call for call in module.calls() if last_name(call.func) in {"Markdown", "MarkdownViewer"})


_CONTENT = "wrap the text in Content(...), or pass markup=False"

RULES = (
    Rule(
        name="a widget reads this text as markup",
        instead=_CONTENT,
        offences=bare_strings,
        except_in=("tui_app/sandbox",),  # it may not import Textual, so there is no widget
    ),
    Rule(name="the widget reads this text as markup", instead=_CONTENT, offences=base_class_strings),
    Rule(name="a border or tooltip reads this text as markup", instead=_CONTENT, offences=decorated_borders),
    Rule(name="the toast reads its message as markup", instead="pass markup=False", offences=notifications),
    Rule(name="a string is read as markup", instead="build it with Content.assemble", offences=parsed_markup),
    Rule(name="escaping does not stop markup", instead="use Content(...)", offences=escaped_markup),
    Rule(
        name="Markdown makes links of a stranger's text",
        instead="use Static(Content(...))",
        offences=markdown,
    ),
)
