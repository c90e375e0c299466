"""What the detail pane says of an action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from textual.content import Content

from tui_app.domain.instruction import Instruction
from tui_app.domain.nft import Nft
from tui_app.domain.text import UntrustedText, clean
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry, Event
from tui_app.ledger.journal import OFFERDESK
from tui_app.ui.action_verbs import KEYS, NAMES, WORDS, why_not
from tui_app.ui.action_words import outcome, state_colour, state_sentence, state_shape, state_word
from tui_app.ui.amounts import money_text
from tui_app.ui.format import age, moment, moment_in_full
from tui_app.ui.hand_off_facts import hand_off_facts
from tui_app.ui.privacy import Hides
from tui_app.ui.widgets.fact_sheet import Fact

_NOTHING = "—"
_WORDS_LIMIT = 600
_UNSENT = "nothing was sent"
_BY_THEIR_CLOCK = ", by the marketplace's clock"
_BLANK = Fact(Content(""))
_ASKED = {
    ActionState.PLANNED: "you said yes",
    ActionState.CHECKED: "the offer was read again: as confirmed",
    ActionState.SENDING: "written down, and sent",
}
_OF_AN_ORDER = {**_ASKED, ActionState.CHECKED: "the marketplace answers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAction:
    """Everything the detail pane draws.

    `why` holds for each verb why it does nothing now, or nothing; `keys` are those of the verbs.
    """

    entry: Entry
    events: Sequence[Event]
    marketplace: str
    why: Mapping[str, str]
    now: datetime
    keys: Mapping[str, str] = field(default_factory=lambda: KEYS)


def heading(shown: ShownAction) -> Content:
    """What was asked for, and the NFT's name."""
    told = shown.entry.instruction
    name = told.subject.name.shown or "an NFT without a name"
    return Content.assemble((NAMES[told.action].capitalize(), "bold"), "  ", (name, "$ink-dim"))


def action_facts(shown: ShownAction) -> Iterator[Fact]:
    """How it ended, what can be done about it, what it was about, its times, its ids, and its steps."""
    entry = shown.entry
    yield _state(entry)
    yield _at_stake(entry.instruction)
    yield _BLANK
    yield Fact(Content(_sentence(outcome(entry.state, entry.words))))
    yield _BLANK
    yield from _verbs(shown.why, shown.keys)
    yield _BLANK
    yield from _subject(shown)
    yield _BLANK
    yield from _times(entry, shown.now)
    yield _BLANK
    if entry.hand_off is not None:
        yield from hand_off_facts(entry)
        yield _BLANK
    yield _fact("action id", entry.action_id)
    yield _fact("body sha256", entry.body_sha256 or _UNSENT)
    yield _BLANK
    yield from _steps(shown.events, creates=entry.instruction.order is not None)


def known_facts(entry: Entry, marketplace: str) -> Iterator[Fact]:
    """What a person needs in order to find an action at the marketplace, and what reading showed."""
    told = entry.instruction
    yield _fact("account", f"{told.account} on {marketplace}")
    yield from _order(told) if told.order else _named(told.subject)
    if told.offer is not None:
        yield _fact("offer", f"{told.offer.key.offer_id} from {told.offer.maker.shown or _NOTHING}")
    yield _fact("sent", f"{moment_in_full(entry.sent_at)}{_BY_THEIR_CLOCK}" if entry.sent_at else _NOTHING)
    yield _fact("state", state_sentence(entry.state))
    yield _fact("reading", clean(entry.words, limit=_WORDS_LIMIT) or "showed nothing yet")


def _state(entry: Entry) -> Fact:
    words = f"{state_shape(entry.state)} {state_word(entry.state)}"
    return Fact(Content.styled(words, f"bold {state_colour(entry.state)}"))


def _verbs(why: Mapping[str, str], keys: Mapping[str, str]) -> Iterator[Fact]:
    for verb, word in WORDS.items():
        if not why[verb]:
            yield Fact(Content(""), Content.assemble((keys[verb], "bold $accent"), f"  {word}"))
    for together, reason in why_not(why, keys):
        yield Fact(Content.styled(reason, "$ink-dim"), together, Hides.FIGURES)


def _subject(shown: ShownAction) -> Iterator[Fact]:
    told = shown.entry.instruction
    nft, offer = told.subject, told.offer
    if told.order is not None:
        yield from _order(told)
    else:
        name, number = _named(nft)
        yield name
        if nft.name.hides:
            yield Fact(Content.styled("≠ contains hidden characters; exactly:", "$warning"), " ")
            yield Fact(Content(nft.name.escaped), " ")
        yield number
        yield _fact("collection", nft.collection)
    if offer is not None:
        yield _fact("offer id", offer.key.offer_id)
        yield _fact("from", offer.maker)
        if told.terms is not None:
            yield _fact("they offered", money_text(offer.price))
    if told.action in {Action.COUNTER, Action.PLACE} and told.terms is not None:
        yield _fact("to end", moment_in_full(told.terms.expires) if told.terms.expires else "as they decide")
    yield _fact("account", f"{told.account} on {shown.marketplace}")
    yield _fact("made", clean(shown.entry.made) if shown.entry.made else _NOTHING)


def _at_stake(told: Instruction) -> Fact:
    if told.order is not None:
        return Fact(Content.styled(f"{told.order.quantity} of NFT {told.order.nft_id}", "bold $accent"))
    amount = told.amount
    return Fact(Content.styled(money_text(amount), "bold $accent") if amount else Content("no amount"))


def _named(nft: Nft) -> tuple[Fact, Fact]:
    return _fact("NFT", nft.name), _fact("NFT id", nft.nft_id)


def _order(told: Instruction) -> Iterator[Fact]:
    """What an order to be created names; of a billing address nothing was kept."""
    if (order := told.order) is not None:
        yield _fact("NFT id", str(order.nft_id))
        yield _fact("listing", str(order.listing_id))
        yield _fact("buyer", str(order.buyer_id))
        yield _fact("quantity", str(order.quantity))
        yield _fact(
            "billing", "an address that was typed" if order.with_address else "the buyer's first address"
        )


def _times(entry: Entry, now: datetime) -> Iterator[Fact]:
    yield _fact("asked for", f"{age(entry.planned_at, now)} ago, {moment(entry.planned_at, now)}")
    yield _fact("sent", f"{moment_in_full(entry.sent_at)}{_BY_THEIR_CLOCK}" if entry.sent_at else _UNSENT)
    ended = moment_in_full(entry.settled_at) if entry.settled_at else "not yet"
    yield _fact("settled", ended)


def _steps(events: Sequence[Event], *, creates: bool) -> Iterator[Fact]:
    yield Fact(Content.styled("Steps", "bold"))
    day = None
    for event in events:
        local = event.at.astimezone()
        if local.date() != day:
            day = local.date()
            yield Fact(Content.styled(f"{local:%Y-%m-%d}", "$ink-dim"), hides=Hides.NOTHING)
        yield Fact(Content(_step(event, creates=creates)), f"{local:%H:%M:%S}", Hides.FIGURES)


def _step(event: Event, *, creates: bool) -> str:
    words = clean(event.words, limit=_WORDS_LIMIT)
    said = (_OF_AN_ORDER if creates else _ASKED).get(event.state) or outcome(event.state, words)
    return said if event.said_by == OFFERDESK else f"{said} ({event.said_by})"


def _fact(label: str, value: str | UntrustedText) -> Fact:
    text = value.shown or _NOTHING if isinstance(value, UntrustedText) else value
    return Fact(Content(text), label)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
