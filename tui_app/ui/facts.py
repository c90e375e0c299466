"""What the detail pane says of an offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from textual.content import Content

from tui_app.domain.nft import Media
from tui_app.domain.offer import Offer, OfferStatus, Role
from tui_app.domain.text import UntrustedText, clean
from tui_app.domain.verdicts import Action, Allowed, Blocked, Verdict
from tui_app.ledger.best import Best
from tui_app.ledger.history import Happening
from tui_app.ui.amounts import BEST, beside_text, money_text, unit_text
from tui_app.ui.format import age, age_changes, ends_changes, moment, status_shape, status_word, time_left
from tui_app.ui.json_lines import laid_out
from tui_app.ui.links import host_of
from tui_app.ui.privacy import Hides
from tui_app.ui.widgets.fact_sheet import Fact

KEYS = {"offer.preview": "p", "offer.open_link": "o"}
"""The bindings that are named here, with their keys where they were not remapped."""

_NOTHING = "—"
_RAW_LIMIT, _RAW_LINES = 20_000, 1_000
_WHAT_LIMIT = 600
_ROLES = {
    Role.OWNER: "You own this NFT and received this offer",
    Role.BIDDER: "You placed this offer",
    Role.BOTH: "You own this NFT and placed this offer yourself: you would sell it to yourself",
    Role.SELLER: "You put this up for sale",
    Role.ADMIN: "You administer this offer: it is between others",
    Role.OBSERVER: "You watch this offer: neither the NFT nor the bid is yours",
    Role.UNKNOWN: "What you are to this offer was not told",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the detail pane draws: the offer, what may be done, and how old it is.

    `actions` holds, for each action that is not hidden, its key and its verdict. `unsettled` is
    a sentence on an earlier action that is not settled, or empty. `timeline` reads what happened to
    the offer, the oldest first; only the tab that shows it does. `best` is what the offer is held
    against. `keys` are those of other bindings that are named here, by id.
    """

    offer: Offer
    marketplace: str
    raw: str
    seen_at: datetime
    now: datetime
    actions: Sequence[tuple[str, Action, Verdict]] = ()
    unsettled: str = ""
    timeline: Callable[[], Sequence[Happening]] = tuple
    best: Best | None = None
    keys: Mapping[str, str] = field(default_factory=lambda: KEYS)


def says_another_time(shown: Shown) -> datetime:
    """When its ages, or the time that is left, are told in other words."""
    offer, now = shown.offer, shown.now
    ages = age_changes(shown.seen_at, now), age_changes(offer.placed_at, now)
    return min(filter(None, (*ages, ends_changes(offer.status, offer.expires, now))))


def heading(shown: Shown) -> Content:
    """The NFT's name and the marketplace."""
    name = shown.offer.nft.name.shown or "an NFT without a name"
    return Content.assemble((name, "bold"), "  ", (shown.marketplace, "$ink-dim"))


def tab_facts(tab: str, shown: Shown) -> Iterator[Fact]:
    """What the tab of this name says. Raises KeyError for a name that is no tab's."""
    return _TABS[tab](shown)


def offer_facts(shown: Shown) -> Iterator[Fact]:
    """The Offer tab: role, amount, what may be done and what not, state, times, ids."""
    offer = shown.offer
    yield Fact(Content.styled(_ROLES[offer.role], "$warning" if offer.role is Role.BOTH else ""))
    yield Fact(_price(offer))
    yield _BLANK
    if shown.unsettled:
        yield Fact(Content.styled(shown.unsettled, "$warning"))
        yield _BLANK
    yield from (action_fact(*each) for each in shown.actions)
    if shown.actions:
        yield _BLANK
    yield _fact("vs best", _beside(shown))
    yield _fact("status", _status(offer))
    yield _fact("ends", _ends(offer, shown.now))
    yield _fact("from", offer.maker)
    yield _fact("placed", f"{age(offer.placed_at, shown.now)} ago, {moment(offer.placed_at, shown.now)}")
    if offer.quote_id:
        yield _fact("quote", offer.quote_id)
    for each in offer.particulars:
        yield _fact(each.label, each.said)
    yield _fact("offer id", offer.key.offer_id)
    yield _fact("account", offer.key.account)
    yield _fact("last seen", f"{age(shown.seen_at, shown.now)} ago")


def nft_facts(shown: Shown) -> Iterator[Fact]:
    """The NFT tab: names as written and, where they hide something, as they really are; ids; chain."""
    nft = shown.offer.nft
    yield from name_facts("name", nft.name)
    yield _fact("NFT id", nft.nft_id)
    yield _BLANK
    yield from name_facts("collection", nft.collection)
    yield _fact("its id", nft.collection_id or _NOTHING)
    yield _BLANK
    for creator in nft.creators:
        yield from name_facts("creator", creator)
    yield _fact("chain", nft.chain)
    yield _fact("coin", nft.chain_asset)
    yield _BLANK
    yield _quiet("Names come from chain metadata that anybody can write: compare the ids.")


def media_facts(shown: Shown) -> Iterator[Fact]:
    """The Media tab: what there is, as claimed. Nothing of it was fetched."""
    media = shown.offer.nft.media
    for medium in media:
        yield from _medium(medium)
    if media:
        fetch, opens = (shown.keys[name] for name in ("offer.preview", "offer.open_link"))
        yield _quiet(
            f"{fetch} fetches and draws it; until then nothing is fetched, type and size are claims. "
            f"{opens} opens a link."
        )
    else:
        yield _quiet("The marketplace lists no media for this NFT.")


def timeline_facts(shown: Shown) -> Iterator[Fact]:
    """The Timeline tab: what happened to the offer, the oldest first, and what of it was done here."""
    happenings = shown.timeline()
    yield from happening_facts(happenings, shown.now)
    if not happenings:
        yield _quiet("Nothing is known of what happened to this offer.")
    yield _BLANK
    yield _quiet("What changed between two refreshes stands at the moment it was noticed.")


def happening_facts(happenings: Iterable[Happening], now: datetime) -> Iterator[Fact]:
    """Each with its time; what was done from here stands out."""
    for happening in happenings:
        what = clean(happening.what, limit=_WHAT_LIMIT)
        when = moment(happening.at, now)
        told = Content.assemble((f"{when}  ", "$ink-dim"), (what, "$accent" if happening.ours else ""))
        yield Fact(told, f"{age(happening.at, now)} ago", Hides.ALL)  # it may say who it was


def raw_facts(shown: Shown) -> Iterator[Fact]:
    """The Raw tab: the marketplace's own words, kept fields only."""
    yield from json_facts(shown.raw)


def action_fact(key: str, action: Action, verdict: Verdict) -> Fact:
    """An action that is possible, or why it is not; nothing for one that is not of this offer."""
    match verdict:
        case Allowed():
            return Fact(Content(""), Content.assemble((key, "bold $accent"), f"  {action}"))
        case Blocked(reason):
            return Fact(Content.styled(reason, "$ink-dim"), f"{key}  {action}", Hides.FIGURES)
        case _:
            return _BLANK


def json_facts(raw: str) -> Iterator[Fact]:
    """JSON laid out, a line each."""
    text = clean(laid_out(raw[:_RAW_LIMIT]), limit=2 * _RAW_LIMIT, lines=_RAW_LINES)
    yield from (Fact(Content(line), hides=Hides.ALL) for line in text.split("\n"))


_BLANK = Fact(Content(""))


def _fact(label: str, value: str | UntrustedText) -> Fact:
    text = value.shown or _NOTHING if isinstance(value, UntrustedText) else value
    return Fact(Content(text), label)


def _quiet(sentence: str) -> Fact:
    return Fact(Content.styled(sentence, "$ink-dim"))


def name_facts(label: str, name: UntrustedText) -> Iterator[Fact]:
    """A name, and where it hides something, how it is really written."""
    yield _fact(label, name)
    if name.hides:
        yield Fact(Content.styled("≠ contains hidden characters; exactly:", "$warning"), " ")
        yield Fact(Content(name.escaped), " ")


def _price(offer: Offer) -> Content:
    price = Content.styled(money_text(offer.price), "bold $accent")
    if offer.worth is None:
        return price
    return Content.assemble(price, (f"  ≈ {money_text(offer.worth)}, they say", "$ink-dim"))


def _beside(shown: Shown) -> str:
    offer, best = shown.offer, shown.best
    if offer.asks or offer.status is not OfferStatus.OPEN or offer.overdue(shown.now):
        return _NOTHING
    if best is None or best.over(shown.now):
        return f"{_NOTHING}  no other open offer for this NFT in {unit_text(offer.price.currency)} is known"
    told = beside_text(offer.price, best.price)
    of = "the next is" if told == BEST else "of"
    return f"{told}  {of} {money_text(best.price)}"


def _status(offer: Offer) -> str:
    words = f"{status_shape(offer.status)} {status_word(offer.status)}"
    said = " · ".join(text for text in (offer.status_said.shown, offer.detail.shown) if text)
    return f"{words}  (they say: {said})" if said else words


def _ends(offer: Offer, now: datetime) -> str:
    if offer.expires is None:
        return "no end was given"
    when = moment(offer.expires, now)
    if offer.overdue(now):
        return f"expired, not yet swept: {when}"
    return f"in {time_left(offer.expires - now)}, {when}" if offer.status is OfferStatus.OPEN else when


def _medium(medium: Media) -> Iterator[Fact]:
    size = f"{medium.size:,} bytes" if medium.size is not None else "size not given"
    kind = medium.media_type.shown or "type not given"
    yield Fact(Content.assemble((medium.kind.value, "bold"), f"  {kind}, {size}"))
    yield _fact("host", host_of(medium.url.raw))
    yield _fact("link", medium.url)
    yield _BLANK


_TABS: dict[str, Callable[[Shown], Iterator[Fact]]] = {
    "Offer": offer_facts,
    "NFT": nft_facts,
    "Media": media_facts,
    "Timeline": timeline_facts,
    "Raw": raw_facts,
}
