"""What the detail pane says of an offer, as lines of label and value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from tui_app.domain.offer import Media, Offer, OfferStatus, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action, Allowed, Blocked, Verdict
from tui_app.ui.amounts import money_text
from tui_app.ui.format import age, moment_in_full, status_shape, status_word, time_left
from tui_app.ui.links import host_of

_LABEL_WIDTH = 11
_NOTHING = "—"
_SIDES = {
    Side.RECEIVED: "You own this NFT and received this offer",
    Side.PLACED: "You placed this offer",
    Side.WATCHED: "You watch this offer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the detail pane draws: the offer, what may be done, and how old it is.

    `actions` holds, for each action that is not hidden, its key and its verdict. `unsettled` is
    a sentence on an earlier action that is not settled, or empty.
    """

    offer: Offer
    marketplace: str
    raw: str
    seen_at: datetime
    now: datetime
    actions: Sequence[tuple[str, Action, Verdict]] = ()
    unsettled: str = ""


def heading(shown: Shown) -> Content:
    """The NFT's name and the marketplace."""
    name = shown.offer.nft.name.shown or "an NFT without a name"
    return Content.assemble((name, "bold"), "  ", (shown.marketplace, "$text-muted"))


def offer_lines(shown: Shown) -> Content:
    """The Offer tab: role, amount, state, times, and each action with its key or its reason."""
    offer = shown.offer
    status = f"{status_shape(offer.status)} {status_word(offer.status)}"
    said = " · ".join(text for text in (offer.status_said.shown, offer.detail.shown) if text)
    return _page(
        Content(_SIDES[offer.side]),
        Content.styled(money_text(offer.price), "bold $accent"),
        Content(""),
        _fact("status", status + (f"  (they say: {said})" if said else "")),
        _fact("from", offer.maker),
        _fact("ends", _ends(offer, shown.now)),
        _fact("placed", f"{moment_in_full(offer.placed_at)}, {age(offer.placed_at, shown.now)} ago"),
        _fact("quote", offer.quote_id or _NOTHING),
        _fact("offer id", offer.key.offer_id),
        _fact("account", offer.key.account),
        _fact("last seen", f"{age(shown.seen_at, shown.now)} ago"),
        *([Content(""), Content.styled(shown.unsettled, "$warning")] if shown.unsettled else []),
        Content(""),
        *(_action(*each) for each in shown.actions),
    )


def nft_lines(shown: Shown) -> Content:
    """The NFT tab: names as written and, where they hide something, as they really are; ids; chain."""
    nft = shown.offer.nft
    return _page(
        *_name("name", nft.name),
        _fact("NFT id", nft.nft_id),
        Content(""),
        *_name("collection", nft.collection),
        _fact("its id", nft.collection_id or _NOTHING),
        Content(""),
        *[line for creator in nft.creators for line in _name("creator", creator)],
        _fact("chain", nft.chain),
        _fact("native coin", nft.chain_asset),
        Content(""),
        Content.styled(
            "Names come from chain metadata that anybody can write: compare the ids.", "$text-muted"
        ),
    )


def media_lines(shown: Shown) -> Content:
    """The Media tab: what there is, as claimed. Nothing of it was fetched."""
    media = shown.offer.nft.media
    if not media:
        return _page(Content.styled("The marketplace lists no media for this NFT.", "$text-muted"))
    return _page(
        *[line for medium in media for line in _medium(medium)],
        Content.styled("Nothing here was fetched or checked; size and type are claims.", "$text-muted"),
    )


def raw_lines(shown: Shown) -> Content:
    """The Raw tab: the marketplace's own words, kept fields only."""
    return Content(shown.raw or "Nothing is kept of this offer's own JSON.")


def _page(*lines: Content) -> Content:
    return Content("\n").join(lines)


def _fact(label: str, value: str | UntrustedText) -> Content:
    text = value.shown or _NOTHING if isinstance(value, UntrustedText) else value
    return Content.assemble((label.ljust(_LABEL_WIDTH), "$text-muted"), " ", text)


def _name(label: str, name: UntrustedText) -> Iterable[Content]:
    yield _fact(label, name)
    if name.hides:
        yield Content.styled(" " * (_LABEL_WIDTH + 1) + "≠ contains hidden characters; exactly:", "$warning")
        yield Content(" " * (_LABEL_WIDTH + 1) + name.escaped)


def _ends(offer: Offer, now: datetime) -> str:
    if offer.expires is None:
        return "no end was given"
    when = moment_in_full(offer.expires)
    if offer.overdue(now):
        return f"{when}: expired, not yet swept"
    if offer.status is OfferStatus.OPEN:
        return f"{when}, in {time_left(offer.expires - now)}"
    return when


def _action(key: str, action: Action, verdict: Verdict) -> Content:
    match verdict:
        case Allowed():
            return Content.assemble((f" {key} ", "bold $accent"), f" {action}")
        case Blocked(reason):
            return Content.styled(f" {key}  {action}: {reason}", "$text-muted")
        case _:
            return Content("")


def _medium(medium: Media) -> Iterable[Content]:
    size = f"{medium.size:,} bytes" if medium.size is not None else "size not given"
    kind = medium.media_type.shown or "type not given"
    yield Content.assemble((medium.kind.value, "bold"), f"  {kind}, {size}")
    yield _fact("host", host_of(medium.url.raw))
    yield _fact("link", medium.url)
    yield Content("")
