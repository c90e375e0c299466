"""Which views there are to choose from: the program's, the person's own, those that were saved."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui_app.settings.views import ViewSetting

DEFAULT_VIEWS: Final = (
    ViewSetting(name="Needs an answer", side="received", status="open", filter="!is:over !is:muted"),
    ViewSetting(name="Ends within a day", status="open", filter="ends<1d"),
    ViewSetting(name="Changed since yesterday", filter="changed<1d", sort="placed", reverse=True),
    ViewSetting(name="Unread", filter="is:unread"),
)
"""What makes sense for anybody, in the order of their numbers."""


class Origin(StrEnum):
    """Where a view comes from, which says who may change it."""

    PROGRAM = "program"
    PERSON = "settings.toml"
    SAVED = "saved"


class ViewChoice(NamedTuple):
    """A view and where it comes from."""

    view: ViewSetting
    origin: Origin


def view_choices(own: Sequence[ViewSetting], saved: Sequence[ViewSetting]) -> tuple[ViewChoice, ...]:
    """All of them, numbered from here on. Who saves a view under the program's name for one replaces it."""
    named = {view.name: ViewChoice(view, Origin.PROGRAM) for view in DEFAULT_VIEWS}
    named |= {view.name: ViewChoice(view, Origin.SAVED) for view in saved if view.name in named}
    named |= {view.name: ViewChoice(view, Origin.PERSON) for view in own}
    return (
        *named.values(),
        *(ViewChoice(view, Origin.SAVED) for view in saved if view.name not in named),
    )
