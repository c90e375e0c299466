"""The program keeps the rules of its source, and each rule finds what it is meant to find."""

from __future__ import annotations

from functools import cache

import pytest

from tests.rules import conduct, privacy, screen
from tests.rules.source import Module, Rule, program, read

RULES = (*screen.RULES, *conduct.RULES, *privacy.RULES)
BY_NAME = {rule.name: rule for rule in RULES}

BARE, BASE, BORDER, TOAST, PARSED, ESCAPED, MARKDOWN = (rule.name for rule in screen.RULES)
FLOAT, EXCLUSIVE, TASK, REDIRECT, VERIFY, CLIENT, SQLITE, KEYRING, LOOP = (
    rule.name for rule in conduct.RULES
)
UNSORTED, UNTOLD = (rule.name for rule in privacy.RULES)

TITLE = "class Title(Static):\n    def __init__(self, name: str) -> None: "
THING = "class Thing(Other):\n    def __init__(self, name: str) -> None: "

BROKEN = [
    (BARE, "Static(name)"),
    (BARE, "Static(f'[b]{name}[/b]')"),
    (BARE, "Label('by ' + name)"),
    (BARE, "Button(offer.nft.name)"),
    (BARE, "Button(str(name))"),
    (BARE, "Button('Yes', tooltip=name)"),
    (BARE, "for name in names:\n    Static(name)"),
    (BARE, "Static(content=name)"),
    (BARE, "Static('%s' % name)"),
    (BARE, "OptionList(*names)"),
    (BARE, "Option(name, id='x')"),
    (BARE, "Select([(name, name) for name in names])"),
    (BARE, "TabPane(name, Static('x'))"),
    (BARE, "def draw(name: str) -> None:\n    Static(name)"),
    (BARE, "def label() -> str: ...\nStatic(label())"),
    (BARE, "text = f'{name}'\nStatic(text)"),
    (BARE, "Static(Content(name) if name else other)"),
    (BARE, "Static(name, markup=True)"),
    (BARE, "self.update(name)"),
    (BARE, "self.query_one('#x', Static).update(name)"),
    (BARE, "table.add_row(name, Content(other))"),
    (
        BASE,
        TITLE + "super().__init__(name)",
    ),
    (BORDER, "self.border_title = name"),
    (BORDER, "box.tooltip = f'{name}'"),
    (BORDER, "self.query_one(Button).label = name"),
    (TOAST, "self.notify('Saved')"),
    (TOAST, "self.app.notify(words, markup=True)"),
    (PARSED, "Content.from_markup('$name', name=name)"),
    (PARSED, "Text.from_markup(name)"),
    (PARSED, "Content.from_text(name)"),
    (ESCAPED, "from textual.markup import escape"),
    (ESCAPED, "from rich.markup import escape as safe"),
    (ESCAPED, "textual.markup.escape(name)"),
    (MARKDOWN, "Markdown(description)"),
    (FLOAT, "float(amount)"),
    (EXCLUSIVE, "self.run_worker(desk.perform(plan), exclusive=True)"),
    (EXCLUSIVE, "async def go(desk): await desk.perform(plan)\nself.run_worker(go(desk), exclusive=True)"),
    (EXCLUSIVE, "@work(exclusive=True)\nasync def send(self): await self.desk.resume(row)"),
    (TASK, "asyncio.create_task(poll())"),
    (TASK, "_ = asyncio.ensure_future(poll())"),
    (REDIRECT, "Transport(follow_redirects=True)"),
    (REDIRECT, "client.get(url, follow_redirects=again)"),
    (VERIFY, "Transport(verify=False)"),
    (CLIENT, "httpx.AsyncClient()"),
    (CLIENT, "Client(timeout=3)"),
    (CLIENT, "httpx.get(url)"),
    (SQLITE, "import sqlite3"),
    (SQLITE, "from sqlite3 import connect"),
    (KEYRING, "import keyring.backends"),
    (KEYRING, "def find():\n    from keyring import get_keyring"),
    (LOOP, "asyncio.get_event_loop()"),
    (LOOP, "loop = get_event_loop"),
    (UNSORTED, "Static(id='price')"),
    (UNSORTED, "Static(Content(price), id=name)"),
    (UNTOLD, "self.notify(error.title, markup=False)"),
    (UNTOLD, "self.app.notify(f'{amount} is offered', markup=False)"),
]

KEPT = [
    (BARE, "Static('Received', id=name)"),
    (BARE, "Static(Content(name))"),
    (BARE, "Static(Content.assemble(('x', 'bold'), name))"),
    (BARE, "Static(Content('\\n').join(lines))"),
    (BARE, "Static(Text(name))"),
    (BARE, "Static(name, markup=False)"),
    (BARE, "Static(Content(name) + other)"),
    (BARE, "Static()"),
    (BARE, "OptionList(*map(Content, names))"),
    (BARE, "OptionList(*[Option(Content(name), id=name) for name in names])"),
    (BARE, "Select([(Content(code), code) for code in codes])"),
    (BARE, "TabPane('Offer', VerticalScroll(Static('x')), id='offer')"),
    (BARE, "def draw(name: Content) -> None:\n    Static(name)"),
    (BARE, "def label() -> Content: ...\nStatic(label())"),
    (BARE, "text = Content(name)\nStatic(text)"),
    (BARE, "seen.update(names)"),
    (BARE, "def fill(options: list[Option]) -> None:\n    OptionList(*options)"),
    (BARE, "text: Content = make()\nStatic(text)"),
    (BARE, "text = Content(name)\ntext = text.stylize('b')\nStatic(text)"),
    (BARE, "table.add_row(*[Text(name) for name in names])"),
    (
        BASE,
        TITLE + "super().__init__(Content(name))",
    ),
    (BASE, THING + "super().__init__(name)"),
    (BORDER, "self.border_title = 'Offers'"),
    (BORDER, "self.border_title = Content(name)"),
    (TOAST, "self.notify(words, markup=False)"),
    (PARSED, "Content.from_text(name, markup=False)"),
    (ESCAPED, "html.escape(name)"),
    (ESCAPED, "from textual.markup import MarkupError"),
    (MARKDOWN, "Static(Content(description))"),
    (FLOAT, "Decimal(amount)"),
    (EXCLUSIVE, "self.run_worker(desk.perform(plan))"),
    (EXCLUSIVE, "self.run_worker(desk.refresh(account), exclusive=True)"),
    (EXCLUSIVE, "@work\nasync def send(self): await self.desk.resume(row)"),
    (TASK, "task = asyncio.create_task(poll())"),
    (TASK, "group.create_task(poll())"),
    (TASK, "self._group.create_task(poll())"),
    (REDIRECT, "Transport(follow_redirects=False)"),
    (VERIFY, "Transport(verify=context)"),
    (CLIENT, "self.http.get(url)"),
    (SQLITE, "from tui_app.ledger.store import Ledger"),
    (KEYRING, "from tui_app.credentials.keyring_store import KeyringStore"),
    (LOOP, "asyncio.get_running_loop()"),
    (UNSORTED, "Static(Content.styled('Keys', 'bold'), id='keys')"),
    (UNSORTED, "Static(Content(with_keys(self.app, _HINT)), id='hint')"),
    (UNSORTED, "Static(id='media-hint')"),
    (UNSORTED, "PrivateText(Content(price), id='price')"),
    (UNTOLD, "self.notify(KEPT, markup=False)"),
]


@cache
def modules() -> list[Module]:
    """The program, read once."""
    return program()


def where(rule: Rule) -> str:
    """A path that the rule governs."""
    place = rule.places[-1]
    return place if place.endswith(".py") else f"{place}/example.py"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_program_keeps_the_rule(rule: Rule) -> None:
    broken = [line for module in modules() if rule.governs(module) for line in rule.broken_by(module)]

    assert not broken, "\n" + "\n".join(broken)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_governs_files_that_exist(rule: Rule) -> None:
    for place in rule.places:
        assert [module.path for module in modules() if rule.governs(module) and module.is_in(place)] != []
    for place in rule.except_in:
        assert [module.path for module in modules() if module.is_in(place)] != []


@pytest.mark.parametrize(("name", "text"), BROKEN)
def test_the_rule_finds_an_offence(name: str, text: str) -> None:
    rule = BY_NAME[name]

    assert rule.broken_by(read(text, where(rule))) != []


@pytest.mark.parametrize(("name", "text"), KEPT)
def test_the_rule_lets_the_right_way_pass(name: str, text: str) -> None:
    rule = BY_NAME[name]

    assert rule.broken_by(read(text, where(rule))) == []


def test_every_rule_has_an_example_of_each_kind() -> None:
    assert {name for name, _ in BROKEN} == {name for name, _ in KEPT} == set(BY_NAME)


def test_an_offence_names_its_file_its_line_and_the_remedy() -> None:
    (line,) = BY_NAME[MARKDOWN].broken_by(read("\n\nMarkdown(text)"))

    assert line == (
        "tui_app/example.py:3: Markdown makes links of a stranger's text; use Static(Content(...))"
    )


@pytest.mark.parametrize("path", ["tui_app/ledger/store.py", "tui_app/ledger/deeper/store.py"])
def test_a_room_that_may_is_left_alone(path: str) -> None:
    assert not BY_NAME[SQLITE].governs(read("import sqlite3", path))


def test_a_room_with_a_similar_name_is_not() -> None:
    assert BY_NAME[SQLITE].governs(read("import sqlite3", "tui_app/ledgers/store.py"))
