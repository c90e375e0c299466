"""Saved views: what is saved is read back; what is wrong is named, costs nothing else, and is never lost."""

from __future__ import annotations

import os
import threading
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.views import Sort
from tui_app.settings import load_settings, own_files
from tui_app.settings.places import SettingsError
from tui_app.settings.reading import PROBLEM_LIMIT
from tui_app.settings.saved_views import (
    SavedViews,
    change_views,
    load_views,
    save_views,
    with_columns,
    with_view,
    without_view,
)
from tui_app.settings.views import COLUMNS, SIDES, SORTS, STATUSES, VIEW_LIMIT, ColumnSetting, ViewSetting
from tui_app.ui.widgets.columns import COLUMNS as DRAWN

BIG = ViewSetting(
    name="Big offers",
    side="received",
    status="open",
    filter='price>1 collection:"night market"',
    sort="price",
    reverse=True,
    account="main",
    columns=(ColumnSetting(name="nft", width=30), ColumnSetting(name="price")),
)
ALL = ViewSetting(name="Everything")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "views.toml"


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def told(file: Path) -> list[str]:
    return [str(problem).replace(f"{file.parent}{os.sep}", "") for problem in load_views(file)[1]]


def test_the_words_of_the_file_are_those_of_the_lists() -> None:
    assert (tuple(Side), tuple(OfferStatus), tuple(Sort)) == (SIDES, STATUSES, SORTS)
    assert tuple(column.id for column in DRAWN) == COLUMNS


def test_a_missing_file_means_no_views_and_no_problem(file: Path) -> None:
    assert load_views(file) == (SavedViews(), ())


def test_saved_views_and_columns_are_read_back_in_order(file: Path) -> None:
    saved = with_columns(with_view(with_view(SavedViews(), BIG), ALL), "placed", BIG.columns)
    save_views(file, saved)
    assert load_views(file) == (saved, ())


@given(
    st.builds(
        ViewSetting,
        name=st.text(min_size=1, max_size=40).filter(
            lambda name: name.isprintable() and name == name.strip()
        ),
        side=st.sampled_from(["", *SIDES]),
        status=st.sampled_from(["", *STATUSES]),
        filter=st.text(max_size=100).filter(str.isprintable),
        sort=st.sampled_from(SORTS),
        reverse=st.booleans(),
        account=st.sampled_from(["", "main"]),
        columns=st.lists(
            st.builds(ColumnSetting, name=st.sampled_from(COLUMNS), width=st.none() | st.integers(1, 200)),
            unique_by=lambda column: column.name,
        ).map(tuple),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_whatever_a_view_may_hold_survives_the_file(file: Path, view: ViewSetting) -> None:
    save_views(file, SavedViews(views=(view,)))
    assert load_views(file) == (SavedViews(views=(view,)), ())


def test_the_persons_own_file_may_hold_views_too(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'theme = "nord"\n[[views]]\nname = "Mine"\nstatus = "open"\ncolumns = ["nft:30", "price"]\n'
    )
    found, problems = load_settings(file)
    assert found.views == (ViewSetting(name="Mine", status="open", columns=BIG.columns),)
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[views]]\nside = "placed"', "view 1 is left out: it has no name"),
        ('[[views]]\nname = "\\u001b[2J"', "cannot name a view"),
        (
            '[[views]]\nname = "A"\n[[views]]\nname = "A"',
            "line 4: view 2 is left out: there is a view 'A' already",
        ),
        ('[[views]]\nname = "A"\nside = "mine"', "view 1 is left out: side must be one of received"),
        ('[[views]]\nname = "A"\nfilter = 3', "view 1 is left out: filter must be up to 500 letters"),
        (
            '[[views]]\nname = "A"\nsort = "size"',
            "view 1 is used without its sort, which must be one of ends",
        ),
        (
            '[[views]]\nname = "A"\nreverse = 1',
            "view 1 is used without its reverse, which must be true or false",
        ),
        ('[[views]]\nname = "A"\ncolumns = ["size"]', "view 1 is used without the column 'size'"),
        ('[[views]]\nname = "A"\ncolumns = ["nft", "nft"]', "view 1 is used without the column 'nft'"),
        ('[[views]]\nname = "A"\ncolumns = ["nft:0"]', "view 1 is used without the column 'nft:0'"),
        ('[[views]]\nname = "A"\ncolumns = [[[1]]]', "view 1 is used without the column '[[1]]'"),
        (
            '[[views]]\nname = "A"\ncolumns = "nft"',
            "view 1 is used without its columns, which must be a list",
        ),
        ('[[views]]\nname = "A"\ncolour = "red"', "view 1 has 'colour', which is not known"),
        ("views = 3", "line 1: 'views' does not belong here"),
        ("columns = 3", "line 1: 'columns' does not belong here"),
        ("[columns]\nmine = []", "line 2: 'mine' is not a list of columns"),
        ('[columns]\nplaced = ["size"]', "line 2: 'placed' is used without the column 'size'"),
    ],
)
def test_what_is_wrong_gets_one_sentence(file: Path, text: str, words: str) -> None:
    put(file, text + "\n")
    (said,) = told(file)
    assert words in said


def test_what_is_wrong_with_one_view_leaves_the_others_and_the_rest_of_it(file: Path) -> None:
    put(
        file,
        '[[views]]\nname = "A"\nfilter = "otter"\ncolumns = ["size", "nft:20"]\nsort = "size"\n'
        '[[views]]\nside = 3\n[[views]]\nname = "B"\n',
    )
    first = ViewSetting(name="A", filter="otter", columns=(ColumnSetting(name="nft", width=20),))
    assert load_views(file)[0].views == (first, ViewSetting(name="B"))


def test_ten_thousand_views_are_the_first_hundred_and_a_sentence(file: Path) -> None:
    put(file, "".join(f'[[views]]\nname="{number}"\n' for number in range(10_000)))
    assert [view.name for view in load_views(file)[0].views] == [str(number) for number in range(VIEW_LIMIT)]
    assert [said.partition(": ")[2] for said in told(file)] == [
        f"only the first {VIEW_LIMIT} of 10,000 views are used: remove some."
    ]
    put(file, '[[views]]\nname="a"\n' * VIEW_LIMIT)
    assert len(told(file)) == PROBLEM_LIMIT + 1


def test_nothing_that_was_not_understood_is_lost_by_saving(file: Path) -> None:
    put(file, '[[views]]\nname = "A"\ncolour = "red"\n')
    change_views(file, lambda saved: with_view(saved, BIG))
    assert [view.name for view in load_views(file)[0].views] == ["A", "Big offers"]
    assert 'colour = "red"' in file.with_name("views.unreadable-1.toml").read_text()


def test_what_another_window_saved_meanwhile_stays(file: Path) -> None:
    change_views(file, lambda saved: with_view(saved, BIG))
    change_views(file, lambda saved: with_view(saved, ALL))
    change_views(file, lambda saved: without_view(saved, BIG.name))
    assert load_views(file)[0].views == (ALL,)


def test_one_view_more_than_are_read_is_not_saved(file: Path) -> None:
    many = tuple(ViewSetting(name=str(number)) for number in range(VIEW_LIMIT))
    save_views(file, SavedViews(views=many))
    with pytest.raises(SettingsError, match="remove one first"):
        change_views(file, lambda saved: with_view(saved, BIG))
    assert load_views(file)[0].views == many


def test_two_windows_that_save_at_once_lose_nothing(file: Path) -> None:
    def save(letter: str) -> None:
        for number in range(5):
            view = ViewSetting(name=f"{letter}{number}")
            change_views(file, partial(with_view, view=view))

    windows = [threading.Thread(target=save, args=letter) for letter in "ab"]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert len(load_views(file)[0].views) == 10
    assert os.listdir(file.parent) == ["views.toml"]


def test_a_lock_that_a_dead_window_left_holds_nobody_up_for_long(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_files, "WAIT_SECONDS", 0.05)
    put(file, "")
    (file.parent / ".views.toml-lock").touch()
    change_views(file, lambda saved: with_view(saved, BIG))
    assert os.listdir(file.parent) == ["views.toml"]
