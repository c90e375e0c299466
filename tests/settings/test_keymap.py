"""Keys that a person sets: what cannot be is refused in one sentence, and nothing gets out of reach."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.keys import _character_to_key

from tests.keys import FILE, declared, table
from tests.keys import PLACES as PLACES_DECLARED
from tui_app.settings.key_names import is_typed, key_of, why_no_key
from tui_app.settings.key_places import NODES, PLACES
from tui_app.settings.key_presets import PRESETS
from tui_app.settings.keymap import keymap

IDS = sorted({known.name for node in NODES.values() for known in node if known.name})
WAYS_OUT = ("close", "cancel", "leave", "no", "back")


def refused(**written: str) -> list[str]:
    """What is said of these lines; a double underscore stands for the dot of an id."""
    return [
        each.words for each in keymap({name.replace("__", "."): keys for name, keys in written.items()})[1]
    ]


def test_the_program_knows_the_bindings_as_they_are_declared() -> None:
    assert FILE.read_text(encoding="utf-8") == table(), "run: python -m tests.keys"


def test_no_widget_has_two_bindings_on_one_key() -> None:
    """Textual forgets the second where the first gets another key."""
    for name, node in NODES.items():
        keys = [key for known in node for key in known.keys.split(",")]
        assert len(keys) == len(set(keys)), name


@pytest.mark.parametrize("character", [chr(code) for code in range(0x21, 0x7F)])
def test_a_key_may_be_written_as_it_is_printed(character: str) -> None:
    assert key_of(character) == _character_to_key(character)
    assert is_typed(key_of(character))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("question_mark", "question_mark"),
        ("F5", "f5"),
        ("shift+n", "N"),
        ("ctrl+A", "ctrl+a"),
        ("ctrl+alt+x", "alt+ctrl+x"),
        ("ctrl++", "ctrl+plus"),
        ("ö", "ö"),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert (key_of(written), why_no_key(written)) == (key, "")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("esc", "'esc' is no key: did you mean escape?"),
        ("pgdn", "did you mean pagedown?"),
        ("hyper+x", "write for example ctrl+a, f5 or /."),
        ("ctrl+", "is no key"),
        ("\x1b[A", "is no key"),
        ("ctrl+i", "a terminal cannot tell ctrl+i from tab"),
        ("ctrl+z", "puts programs aside"),
    ],
)
def test_what_is_no_key_is_said_to_be_none(written: str, said: str) -> None:
    assert said in why_no_key(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"offer__acept": "b"}, "there is nothing with the id 'offer.acept': did you mean offer.accept?"),
        ({"preset": "vin"}, "there is no preset 'vin': did you mean vim?"),
        ({"offer__accept": "x"}, "x is the key of offer.reject already under 'Offers'"),
        ({"offer__accept": "b", "offer__reject": "b"}, "b is the key of offer.accept already"),
        ({"preset": "vim", "offer__accept": "l"}, "l is the key of detail.next already"),
        ({"offer__accept": "q"}, "q is the key of app.quit already"),
        ({"list__refresh": "question_mark"}, "is the key of app.help already"),
        ({"app__quit": ""}, "app.quit would have no key"),
        ({"app__quit": " , "}, "app.quit would have no key"),
        ({"app__quit": "ctrl+p"}, "ctrl+p has a use of its own already"),
        ({"app__interrupt": "f10,ö"}, "app.interrupt needs a key that writes no letter"),
        ({"app__interrupt": "enter"}, "enter is the key of list.open already"),
        (
            {"lookup__go": "x"},
            "lookup.go needs a key that writes no letter under 'Looking orders up'",
        ),
        ({"account__save": "ctrl+e"}, "ctrl+e has a use of its own already under 'An account'"),
        ({"confirm__no": "x"}, "the keys of a last question stay as they are, confirm.no too"),
        ({"many__no": "f5"}, "many.no too"),
    ],
)
def test_what_cannot_be_gets_one_sentence_and_the_default_stays(written: dict[str, str], said: str) -> None:
    (words,) = refused(**written)

    assert said in words


@pytest.mark.parametrize(
    "written",
    [
        {"offer__accept": "x", "offer__reject": "a"},
        {"offer__accept": "ctrl+a"},
        {"app__quit": "f10", "app__help": "f1"},
        {"list__down": "n,down", "offer__counter": "m"},
        {"account__save": "ctrl+o,s"},
        {"list__filter": "f"},
    ],
)
def test_what_does_not_clash_is_taken(written: dict[str, str]) -> None:
    assert refused(**written) == []


def test_escape_leads_out_whatever_else_does() -> None:
    keys, said = keymap({"help.close": "x", "lookup.cancel": "f10", "list.back": "escape,f2"})

    assert said == ()
    assert keys == {"help.close": "x,escape", "lookup.cancel": "f10,escape", "list.back": "escape,f2"}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_clashes_with_nothing(preset: str) -> None:
    keys, said = keymap({"preset": preset})

    assert said == ()
    assert dict(keys) == dict(PRESETS[preset])


def test_with_arrows_nothing_needs_a_letter_for_moving() -> None:
    keys, _ = keymap({"preset": "arrows"})
    ends = ("down", "up", "first", "last", "before", "after", "next", "previous", "page_down", "page_up")
    moving = tuple(f".{end}" for end in ends)
    own_arrows = {"columns.down", "columns.up", "views.down", "views.up"}
    # Textual's lists, which these are beside, know arrows by themselves.

    for known in {known for node in NODES.values() for known in node if known.name.endswith(moving)}:
        now = keys.get(known.name, known.keys).split(",")
        assert known.name in own_arrows or not all(map(is_typed, now)), known


KEYS = st.sampled_from(
    ["q", "a", "x", "escape", "enter", "tab", "f5", "ctrl+c", "ctrl+q", "", "?", "n,escape"]
)


@given(st.dictionaries(st.sampled_from(IDS), KEYS, max_size=12), st.sampled_from([*PRESETS, "none"]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_for_one_can_get_out_quit_and_be_helped(lines: dict[str, str], preset: str) -> None:
    keys, _ = keymap({**lines, "preset": preset})

    for place in PLACES:
        chain = [known for node in place.nodes for known in NODES[node]]
        out = [known for known in chain if known.name.endswith(WAYS_OUT) and known.name.count(".") == 1]
        app = [known for known in chain if known.name in {"app.quit", "app.interrupt", "app.help"}]
        for known in (*out, *app):
            now = keys.get(known.name, known.keys).split(",")
            assert all(now), known
            if known.priority or (place.dialog and place.typed_into and known in out):
                assert any(not is_typed(key) for key in now), known
    assert keys.keys().isdisjoint(
        {f"{place}.{name}" for place, name in product(("confirm", "many"), ("no", "move", "up", "down"))}
    )
    assert keymap(keys) == (keys, ())


@pytest.mark.parametrize(
    "written",
    [
        {"preset": "vim"},
        {"preset": "arrows"},
        {"offer.accept": "x", "offer.reject": "n", "offer.counter": "a"},
    ],
)
def test_textual_makes_of_a_map_what_it_says_and_loses_no_other_key(written: dict[str, str]) -> None:
    keys, said = keymap(written)
    assert said == ()
    for node in {node for place in PLACES_DECLARED for node in (place.screen, *place.inside)}:
        before = {binding.id: binding.key for binding in declared(node) if binding.id}
        bindings = node._merge_bindings().copy()  # noqa: SLF001 - as Textual's screens do it
        bindings.apply_keymap(dict(keys))
        after = dict[str, set[str]]()
        for key, binding in bindings:
            after.setdefault(binding.id or "", set()).add(key)

        assert {name: after[name] for name in before} == {
            name: set(keys.get(name, own).split(",")) for name, own in before.items()
        }, node
