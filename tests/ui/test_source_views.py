"""How far a refresh is, in the words of the source bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import pytest

from tui_app.desk.desk import Desk
from tui_app.desk.sources import Source, SourceState
from tui_app.ui.source_views import source_views


@dataclass
class Sources:
    """What the bar asks a desk for."""

    sources: tuple[Source, ...]


def words(source: Source) -> str:
    """What the bar says of it."""
    (view,) = source_views(cast("Desk", Sources((source,))))
    return view.words


@pytest.mark.parametrize(
    ("so_far", "total", "seconds", "said"),
    [
        (0, None, None, "loading"),
        (0, 400, None, "loading"),
        (50, None, None, "loading 50"),
        (50, 50, 0, "loading 50"),
        (1_200, 20_000, 0.4, "loading 1,200 of 20,000"),
        (1_200, 20_000, None, "loading 1,200 of 20,000"),
        (1_200, 20_000, 12.3, "loading 1,200 of 20,000, 12 s left"),
        (1_200, 20_000, 99, "loading 1,200 of 20,000, 99 s left"),
        (1_200, 20_000, 121, "loading 1,200 of 20,000, 3 min left"),
    ],
)
def test_a_refresh_says_how_far_it_is_and_how_long_the_rest_takes(
    so_far: int, total: int | None, seconds: float | None, said: str
) -> None:
    left = None if seconds is None else timedelta(seconds=seconds)
    source = Source(account="main", state=SourceState.LOADING, so_far=so_far, total=total, left=left)
    assert words(source) == said
