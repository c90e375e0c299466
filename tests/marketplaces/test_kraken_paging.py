"""The walk through Kraken's pages meets every offer, whichever way the server reads positions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.marketplaces.kraken.paging import MAX_PAGES, Reading, Unit, Walk


class Refused(Exception):
    """The model server does not take this position."""


@dataclass
class Server:
    """A model of a paged list: how it reads positions, and what happens to the list between answers."""

    ids: list[str]
    unit: Unit
    base: int = 0
    strict: bool = False
    cap: int = 1_000
    claim: Callable[[int], int | None] = lambda real: real
    drift: dict[int, Callable[[list[str]], None]] = field(default_factory=dict)
    answers: int = 0

    def page(self, position: int, count: int) -> tuple[list[str], int | None]:
        """One answer; raises Refused where a strict server would."""
        size = min(count, self.cap)
        index = position - self.base
        if index < 0 and self.strict:
            raise Refused
        start = max(0, index) * (size if self.unit is Unit.PAGES else 1)
        if self.strict and start >= len(self.ids) and self.ids:
            raise Refused
        page = self.ids[start : start + size]
        claimed = self.claim(len(self.ids))
        self.answers += 1
        if change := self.drift.get(self.answers):
            change(self.ids)
        return page, claimed


def walked(server: Server, *, asked: int = 10, reading: Reading | None = None) -> tuple[list[str], Walk]:
    """What a walk yields, in order, and the walk at its end."""
    walk = Walk(reading, asked=asked)
    return taken(walk, server, asked), walk


def taken(walk: Walk, server: Server, asked: int = 10) -> list[str]:
    """What a walk yields until it ends or stops, in order."""
    met: list[str] = []
    while walk.position is not None:
        try:
            ids, total = server.page(walk.position, asked)
        except Refused:
            assert walk.refused(), "gave up at a position"
            continue
        met += [ids[index] for index in walk.took(ids, total)]
    return met


def offers(count: int) -> list[str]:
    """Ids of so many offers."""
    return [f"O{number}" for number in range(count)]


READINGS = pytest.mark.parametrize(
    ("unit", "base", "strict"),
    [(unit, base, strict) for unit in Unit for base in (0, 1) for strict in (False, True)],
)


@READINGS
@pytest.mark.parametrize("size", [0, 1, 2, 4, 5, 9, 10, 11, 20, 21, 137])
@pytest.mark.parametrize("cap", [1_000, 7])
def test_every_offer_is_met_once_and_in_order(
    unit: Unit, base: int, strict: bool, size: int, cap: int
) -> None:
    met, walk = walked(Server(offers(size), unit, base, strict, cap))
    assert met == offers(size)
    assert not walk.stopped


@given(
    size=st.integers(0, 120),
    unit=st.sampled_from(Unit),
    base=st.integers(0, 1),
    strict=st.booleans(),
    cap=st.integers(5, 40),
    asked=st.integers(5, 40),
    claims=st.sampled_from(["truth", "nothing"]),
)
def test_a_list_that_stands_still_is_read_completely(
    size: int, unit: Unit, base: int, strict: bool, cap: int, asked: int, claims: str
) -> None:
    claim = {"truth": lambda real: real, "nothing": lambda _real: None}[claims]
    met, _ = walked(Server(offers(size), unit, base, strict, cap, claim), asked=asked)
    assert met == offers(size)


DRIFTS: dict[str, Callable[[list[str]], None]] = {
    "one gone at the head": lambda ids: ids.__delitem__(slice(0, 1)),
    "three gone at the head": lambda ids: ids.__delitem__(slice(0, 3)),
    "one new at the head": lambda ids: ids.insert(0, f"N{len(ids)}"),
    "one gone in the middle": lambda ids: ids.__delitem__(slice(len(ids) // 2, len(ids) // 2 + 1)),
    "one gone, one new": lambda ids: ids.__setitem__(0, "N-swapped"),
}


@given(
    size=st.integers(30, 120),
    unit=st.sampled_from(Unit),
    base=st.integers(0, 1),
    strict=st.booleans(),
    cap=st.integers(8, 40),
    when=st.integers(1, 6),
    drift=st.sampled_from(sorted(DRIFTS)),
)
def test_what_stays_listed_is_met_although_the_list_moves_once(
    size: int, unit: Unit, base: int, strict: bool, cap: int, when: int, drift: str
) -> None:
    server = Server(offers(size), unit, base, strict, cap, drift={when: DRIFTS[drift]})
    met, walk = walked(server)
    stayed = [each for each in server.ids if each in offers(size)]
    assert set(met) >= set(stayed)
    assert len(met) == len(set(met))
    server.drift.clear()
    again, _ = walked(server, reading=walk.reading)
    assert again == server.ids, "what was learned of a list that moved hides what is in it"


@READINGS
def test_a_list_that_grew_before_it_is_read_on_is_read_from_its_head(
    unit: Unit, base: int, strict: bool
) -> None:
    server = Server(offers(40), unit, base, strict)
    walk = Walk(asked=10, limit=1)
    taken(walk, server)
    server.ids.insert(0, "new")
    walk.go_on(100)
    met = taken(walk, server)
    again, _ = walked(server, reading=walk.reading)
    assert "new" in met
    assert again == server.ids


def test_a_gap_between_overlapping_pages_is_read_again_even_without_a_total() -> None:
    server = Server(offers(60), Unit.ITEMS, claim=lambda _real: None)
    server.drift = {3: lambda ids: ids.__delitem__(slice(0, 12))}
    met, _ = walked(server)
    assert set(met) >= set(server.ids)


@READINGS
def test_what_was_learned_saves_the_probe_next_time(unit: Unit, base: int, strict: bool) -> None:
    _, first = walked(Server(offers(40), unit, base, strict))
    again = Server(offers(40), unit, base, strict)
    met, second = walked(again, reading=first.reading)
    assert met == offers(40)
    assert first.reading.unit is second.reading.unit is unit
    assert again.answers <= (8 if unit is Unit.ITEMS else 5)


def test_a_server_that_changed_its_ways_is_read_all_the_same() -> None:
    for learned in (Reading(Unit.ITEMS, 0), Reading(Unit.PAGES, 0), Reading(Unit.PAGES, 1)):
        for unit in Unit:
            for base in (0, 1):
                met, _ = walked(Server(offers(60), unit, base), reading=learned)
                assert set(met) == set(offers(60)), (learned, unit, base)


def test_a_whole_small_list_takes_one_question() -> None:
    server = Server(offers(4), Unit.PAGES)
    walked(server)
    assert server.answers == 1


def test_the_same_page_for_ever_ends_the_walk() -> None:
    server = Server(offers(10), Unit.ITEMS, claim=lambda _real: 1_000)
    server.page = lambda position, count: (offers(10), 1_000)  # type: ignore[method-assign]  # a server stuck on one page
    met, walk = walked(server)
    assert met == offers(10)
    assert walk.overclaimed


def test_endless_new_pages_are_cut_and_said_to_be() -> None:
    walk = Walk(asked=10)
    for page in range(MAX_PAGES + 5):
        if walk.position is None:
            break
        walk.took([f"O{page}-{number}" for number in range(10)], None)
    assert walk.position is None
    assert walk.stopped


def test_the_limit_of_entries_stops_the_walk() -> None:
    walk = Walk(asked=10, limit=25)
    for page in range(5):
        if walk.position is not None:
            walk.took([f"O{page}-{number}" for number in range(10)], 50)
    assert walk.stopped


def test_a_list_that_ends_exactly_at_the_limit_was_not_cut() -> None:
    walk = Walk(Reading(Unit.PAGES, 0), asked=10, limit=10)
    walk.took(offers(10), 10)
    assert walk.position is None
    assert not walk.stopped


def test_an_empty_page_in_the_middle_does_not_end_a_list_that_has_more() -> None:
    pages = [offers(20)[:10], [], offers(20)[10:], []]
    walk = Walk(Reading(Unit.PAGES, 0), asked=10)
    met: list[str] = []
    while walk.position is not None:
        page = pages[walk.position] if walk.position < len(pages) else []
        met += [page[index] for index in walk.took(page, 20)]
    assert met == offers(20)


def test_a_page_longer_than_asked_is_taken_whole() -> None:
    met, _ = walked(Server(offers(64), Unit.PAGES, cap=1_000), asked=50)
    assert met == offers(64)


def test_a_total_that_claims_too_much_costs_one_more_pass_only() -> None:
    server = Server(offers(30), Unit.PAGES, claim=lambda _real: 500)
    met, walk = walked(server)
    assert met == offers(30)
    assert walk.overclaimed
    assert server.answers <= 12


def test_a_repeated_id_in_one_page_counts_once() -> None:
    walk = Walk(asked=10)
    assert walk.took(["O1", "O2", "O1"], 2) == [0, 1]


def test_refusing_the_first_position_twice_is_no_matter_of_position() -> None:
    walk = Walk()
    assert walk.refused()
    assert not walk.refused()
