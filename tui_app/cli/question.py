"""What a person reads before money moves, and what they have to type to mean it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from tui_app.cli.order_question import order_facts, types_quantity
from tui_app.cli.terminal import Terminal
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Money
from tui_app.domain.offer import Role
from tui_app.domain.verdicts import Action
from tui_app.ui.amounts import money_in_full, money_text
from tui_app.ui.format import moment_in_full, time_left
from tui_app.ui.totals import totals_text

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk

YES: Final = "yes"

_VERBS: Final = {
    Action.ACCEPT: ("Accept this offer", "Accept these {} offers"),
    Action.REJECT: ("Reject this offer", "Reject these {} offers"),
    Action.COUNTER: ("Answer with a counter-offer", "Answer these {} offers with a counter-offer"),
    Action.CANCEL: ("Cancel this offer of yours", "Cancel these {} offers of yours"),
    Action.PLACE: ("Place this offer", "Place these {} offers"),
    Action.CREATE_ORDER: ("Create this order", "Create these {} orders"),
}
_LABEL_WIDTH: Final = 13
_LEAST_WIDTH: Final = 20


async def ask_for_one(desk: Desk, draft: Instruction, terminal: Terminal) -> Instruction | None:
    """The instruction as the person means it, None where they do not.

    A plain yes is enough, but for an amount that looks like a slip and the quantity of an order: these have
    to be typed.
    """
    one, _ = _VERBS[draft.action]
    facts = order_facts(desk, draft, draft.order) if draft.order else _facts(desk, draft)
    terminal.say("\n".join(("", f"{one}?", *_lines(facts, terminal.width), "")))
    if draft.order is not None:
        return draft if await types_quantity(draft.order, terminal) else None
    amount, doubt = draft.amount, desk.doubt(draft)
    if amount is None or not doubt:
        return draft if await _says_yes(terminal) else None
    return replace(draft, typed=amount) if await _types(amount, doubt, terminal) else None


async def ask_for_all(desk: Desk, drafts: Sequence[Instruction], terminal: Terminal) -> bool:
    """Whether the person means all of these."""
    _, several = _VERBS[drafts[0].action]
    facts = (fact for place, draft in enumerate(drafts, 1) for fact in _brief(desk, draft, place))
    in_all = ("in all", totals_text(draft.amount for draft in drafts if draft.amount))
    effects = (("sets off", effect) for effect in dict.fromkeys(_effect(desk, draft) for draft in drafts))
    lines = _lines([*facts, in_all, *effects], terminal.width)
    terminal.say("\n".join(("", f"{several.format(len(drafts))}?", *lines, "")))
    return await _says_yes(terminal)


async def _says_yes(terminal: Terminal) -> bool:
    return await terminal.ask(f"Type {YES} to do it, anything else to do nothing: ") == YES


async def _types(amount: Money, doubt: str, terminal: Terminal) -> bool:
    typed = await terminal.ask(f"{doubt}\nTo mean it, type the amount, without its unit: ")
    try:
        return Money.parse(typed, amount.currency).canonical == amount.canonical
    except ValueError:
        return False


def _facts(desk: Desk, draft: Instruction) -> Iterator[tuple[str, str]]:
    nft, offer = draft.subject, draft.offer
    yield "amount", _amount(draft)
    yield "account", _account(desk, draft)
    yield "NFT", nft.name.shown + ("  ≠ its name contains hidden characters" if nft.name.hides else "")
    yield "NFT id", nft.nft_id
    yield "collection", f"{nft.collection.shown}  {nft.collection_id}"
    yield "chain", nft.chain.shown
    if offer is not None:
        yield "offer", f"{offer.key.offer_id} from {offer.maker.shown}"
        yield from ((each.label, each.said.shown) for each in offer.particulars if each.decisive)
        if draft.terms is not None:
            yield "they offer", money_text(offer.price)
    yield "ends", _ends(desk, draft)
    yield "best other", _best_other(desk, draft)
    for floor in desk.floors(draft):
        yield "your floor", money_text(floor)
    yield "sets off", _effect(desk, draft)


def _brief(desk: Desk, draft: Instruction, place: int) -> Iterator[tuple[str, str]]:
    nft = draft.subject
    hides = "  ≠ hidden characters" if nft.name.hides else ""
    yield f"{place:>3}", f"{_amount(draft)}  {nft.name.shown}{hides}  {nft.nft_id}"
    yield "", f"{nft.collection.shown} on {nft.chain.shown}; {draft.account}:{draft.target}"
    yield "", f"{_account(desk, draft)}; ends {_ends(desk, draft)}"


def _amount(draft: Instruction) -> str:
    return money_in_full(draft.amount) if draft.amount else "no amount"


def _account(desk: Desk, draft: Instruction) -> str:
    marketplace = desk.accounts.marketplace(draft.account)
    role = draft.offer.role if draft.offer else Role.BIDDER
    return f"{draft.account} on {marketplace.title}, as {role}"


def _effect(desk: Desk, draft: Instruction) -> str:
    return desk.accounts.marketplace(draft.account).effects(draft.action)


def _ends(desk: Desk, draft: Instruction) -> str:
    moment = draft.terms.expires if draft.terms else draft.offer.expires if draft.offer else None
    if moment is None:
        return "never: no end was given"
    return f"{moment_in_full(moment)}, in {time_left(moment - desk.their_time(draft.account))}"


def _best_other(desk: Desk, draft: Instruction) -> str:
    amount = draft.amount
    others = [other for other in desk.others(draft) if amount and other.currency == amount.currency]
    return money_text(others[0]) if others else "no other open offer known"


def _lines(facts: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """A label and a text in columns; a text that is longer than a line goes on under its beginning."""
    before, room = "", max(width - _LABEL_WIDTH - len("  "), _LEAST_WIDTH)
    for label, text in facts:
        for line in wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]:
            yield f"  {label if label != before else '':<{_LABEL_WIDTH}}{line}"
            before = label
