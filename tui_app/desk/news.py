"""What the desk tells whoever draws: facts, in the past tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceChanged:
    """The state of one account's source is another."""

    account: str


@dataclass(frozen=True, slots=True)
class OffersChanged:
    """Rows of this account were written."""

    account: str


@dataclass(frozen=True, slots=True)
class OffersCame:
    """So many offers of this account came, became others, or are about to end; of any where it is empty."""

    account: str
    new: int
    changed: int
    ending: int


@dataclass(frozen=True, slots=True)
class PurchasesChanged:
    """A search of purchases through this account was made, read on or taken off."""

    account: str


@dataclass(frozen=True, slots=True)
class OrdersChanged:
    """Orders of this account were read or taken off the list, or the reading of them stands otherwise."""

    account: str


@dataclass(frozen=True, slots=True)
class ActionChanged:
    """An action moved on; `sentence` says how, where a person should hear of it."""

    action_id: str
    account: str
    sentence: str = ""


News = SourceChanged | OffersChanged | OffersCame | ActionChanged | PurchasesChanged | OrdersChanged
Listener = Callable[[News], None]


class Notices:
    """Hands each piece of news to everyone who listens, in the loop's own thread."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; the returned call takes it away again, and may be made twice."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def tell(self, news: News) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            listener(news)
