"""`offerdesk show`: everything that is known about offers, and what can be done about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui_app.cli import records
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.known import known_offers
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.domain.offer import OfferKey
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action, Allowed, Blocked, Hidden
from tui_app.ledger.instants import utc_now
from tui_app.ui.amounts import money_text
from tui_app.ui.format import age, ends, moment_in_full

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.ledger.history import Happening
    from tui_app.ledger.offers import KeptOffer

_ON_AN_OFFER: Final = (Action.ACCEPT, Action.REJECT, Action.COUNTER, Action.CANCEL)
_LABEL_WIDTH: Final = 12


def show_offers(
    keys: Sequence[OfferKey], where: Where, narration: Narration, *, form: Format, out: Output
) -> int:
    """Write each offer; one that is not known is looked for at its marketplace."""
    with ground_of(where, narration, market=True) as ground:

        async def show() -> int:
            async with desk_on(ground, narration) as desk:
                found = await known_offers(desk, keys, narration)
                if form is Format.JSON:
                    with out.json_list("offers") as add:
                        for kept in found:
                            add(_record(desk, kept))
                else:
                    out.write("\n".join(_told(desk, kept, utc_now()) for kept in found))
                    out.flush()
                return 0

        return run_to_end(show())


def _record(desk: Desk, kept: KeptOffer) -> records.Record:
    pending = desk.pending_on(kept.offer)
    seen = kept.offer
    return {
        **records.offer_record(kept, pending.instruction.action if pending else ""),
        "status_said": records.text(seen.status_said),
        "detail": records.text(seen.detail),
        "quote_id": seen.quote_id,
        "creators": [records.text(creator) for creator in seen.nft.creators],
        "media": [
            {
                "kind": medium.kind.value,
                "type": records.text(medium.media_type),
                "url": records.text(medium.url),
                "size": medium.size,
            }
            for medium in seen.nft.media
        ],
        "actions": [
            {"action": action.value, "possible": not why, "why_not": why or None}
            for action, why in _actions(desk, kept)
        ],
        "timeline": [_happening(happening) for happening in desk.activity.timeline(seen.key)],
    }


def _happening(happening: Happening) -> records.Record:
    return {"at": records.moment(happening.at), "what": happening.what, "ours": happening.ours}


def _actions(desk: Desk, kept: KeptOffer) -> Iterator[tuple[Action, str]]:
    """Each action that the account's role has, and why it is not possible now."""
    for action in _ON_AN_OFFER:
        match desk.verdict(action, kept.offer):
            case Allowed():
                yield action, ""
            case Blocked(reason):
                yield action, reason
            case Hidden():
                continue


def _told(desk: Desk, kept: KeptOffer, now: datetime) -> str:
    lines = (f"{label:<{_LABEL_WIDTH}}{text}".rstrip() for label, text in _facts(desk, kept, now))
    return "\n".join(lines) + "\n"


def _facts(desk: Desk, kept: KeptOffer, now: datetime) -> Iterator[tuple[str, str]]:
    seen, nft = kept.offer, kept.offer.nft
    yield "offer", str(seen.key)
    yield "account", f"{seen.key.account} on {desk.market_title(seen)}"
    yield "side", seen.side.value
    yield "status", " · ".join(part for part in (seen.status.value, seen.detail.shown) if part)
    yield "price", money_text(seen.price)
    yield from _text("from", seen.maker)
    yield "placed", moment_in_full(seen.placed_at)
    left = ends(seen.status, seen.expires, now)
    yield "ends", f"{moment_in_full(seen.expires)}  {left}" if seen.expires else "no end was given"
    yield from _text("NFT", nft.name)
    yield "NFT id", nft.nft_id
    yield from _text("collection", nft.collection)
    yield "chain", nft.chain.shown
    for medium in nft.media:
        yield "medium", f"{medium.kind}  {medium.media_type.shown}  {medium.url.shown}"
    for action, why in _actions(desk, kept):
        yield action.value, f"not possible: {why}" if why else "possible"
    for happening in desk.activity.timeline(seen.key):
        yield "", f"{moment_in_full(happening.at)}  {happening.what}"
    yield "seen", f"{age(kept.seen_at, now)} ago"


def _text(label: str, written: UntrustedText) -> Iterator[tuple[str, str]]:
    yield label, written.shown
    if written.hides:
        yield "", f"≠ hides characters; exactly: {written.escaped}"
