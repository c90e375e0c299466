"""Messages that cross widgets; a widget's own live in the widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_app.desk.gate import Ticket
    from tui_app.domain.instruction import Instruction
    from tui_app.domain.offer import Offer
    from tui_app.domain.verdicts import Action
    from tui_app.settings.views import ViewSetting
    from tui_app.ui.links import WebLink


class ListShown(Message):
    """The first list of a start was drawn, with all that is counted of it."""


class ViewChosen(Message):
    """A person wants to see a view, maybe of another list."""

    def __init__(self, view: ViewSetting) -> None:
        super().__init__()
        self.view = view


class Errand(Message):
    """Something to be done by the desk, which outlives the screen that asks for it."""


class ActionRequested(Errand):
    """A person wants to act on a target; the gate has been taken for them."""

    def __init__(
        self, ticket: Ticket, draft: Instruction, given_up: Callable[[], None] | None = None
    ) -> None:
        """`given_up` is called where the person says no."""
        super().__init__()
        self.ticket = ticket
        self.draft = draft
        self.given_up = given_up


class ManyRequested(Errand):
    """A person wants to act on several offers in one go."""

    def __init__(self, action: Action, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.action = action
        self.offers = offers


class HandOffRequested(Errand):
    """A person wants to go on with an action that a wallet has a part in."""

    def __init__(self, action_id: str) -> None:
        super().__init__()
        self.action_id = action_id


class PreviewRequested(Errand):
    """A person wants to look at the media of an offer's NFT."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer


class LinkRequested(Errand):
    """A person wants to open one of these links, at least one, outside of the program."""

    def __init__(self, links: Sequence[WebLink]) -> None:
        super().__init__()
        self.links = links


class ExportRequested(Errand):
    """A person wants offers written into files, by their rows."""

    def __init__(self, row_ids: Sequence[int]) -> None:
        super().__init__()
        self.row_ids = row_ids


class WatchListRequested(Errand):
    """A person wants to see what is watched, through this account or, where it watches nothing, another."""

    def __init__(self, account: str | None) -> None:
        super().__init__()
        self.account = account


class UnwatchRequested(Errand):
    """A person wants the NFT of an offer watched no more."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer


class DemoRequested(Message):
    """A person wants the demo instead of this."""


class RefreshStopRequested(Errand):
    """A person has seen enough of what is being read."""


class RefreshRequested(Errand):
    """A person wants accounts read again; without an account, all of them."""

    def __init__(self, account: str | None = None) -> None:
        super().__init__()
        self.account = account
