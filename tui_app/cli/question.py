"""What a person reads before money moves, and what they have to type to mean it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_app.cli.terminal import Terminal
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Money
from tui_app.domain.verdicts import Action, Role
from tui_app.ui.amounts import money_text
from tui_app.ui.format import moment_in_full, time_left

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk

YES: Final = "yes"

_VERBS: Final = {
    Action.ACCEPT: ("Accept this offer", "Accept these {} offers"),
    Action.REJECT: ("Reject this offer", "Reject these {} offers"),
    Action.COUNTER: ("Answer with a counter-offer", "Answer these {} offers with a counter-offer"),
    Action.CANCEL: ("Cancel this offer of yours", "Cancel these {} offers of yours"),
    Action.PLACE: ("Place this offer", "Place these {} offers"),
}
_LABEL_WIDTH: Final = 13


async def confirmed(
    desk: Desk, drafts: Sequence[Instruction], terminal: Terminal
) -> list[Instruction] | None:
    """The instructions as the person means them, None where they do not.

    An amount that looks like a slip has to be typed; everything else a plain yes is enough for.
    """
    doubts = [desk.doubt(draft) for draft in drafts]
    terminal.say("\n".join((*_asked(desk, drafts), "")))
    if not all(doubts) and not await _says_yes(terminal):
        return None
    meant = []
    for draft, doubt in zip(drafts, doubts, strict=True):
        if doubt and (amount := draft.amount) is not None:
            if not await _types(amount, draft, doubt, terminal):
                return None
            draft = replace(draft, typed=amount)
        meant.append(draft)
    return meant


async def _says_yes(terminal: Terminal) -> bool:
    return await terminal.ask(f"Type {YES} to do it, anything else to do nothing: ") == YES


async def _types(amount: Money, draft: Instruction, doubt: str, terminal: Terminal) -> bool:
    target = f"{draft.account}:{draft.target}"
    typed = await terminal.ask(f"{doubt}\nTo mean it, type the amount of {target}, without its unit: ")
    try:
        return Money.parse(typed, amount.currency).canonical == amount.canonical
    except ValueError:
        return False


def _asked(desk: Desk, drafts: Sequence[Instruction]) -> Iterator[str]:
    one, several = _VERBS[drafts[0].action]
    yield ""
    if len(drafts) == 1:
        yield f"{one}?"
        yield from _lines(_facts(desk, drafts[0]))
    else:
        yield f"{several.format(len(drafts))}?"
        for place, draft in enumerate(drafts, 1):
            yield from _lines(_brief(desk, draft, place))
        yield from _lines(_totals(drafts))
    for effect in dict.fromkeys(_effect(desk, draft) for draft in drafts):
        yield from _lines([("sets off", effect)])


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
        if draft.terms is not None:
            yield "they offer", money_text(offer.price)
    yield "ends", _ends(desk, draft)
    yield "best other", _best_other(desk, draft)
    for floor in desk.floors(draft):
        yield "your floor", money_text(floor)


def _brief(desk: Desk, draft: Instruction, place: int) -> Iterator[tuple[str, str]]:
    nft = draft.subject
    hides = "  ≠ hidden characters" if nft.name.hides else ""
    yield f"{place:>3}", f"{_amount(draft)}  {nft.name.shown}{hides}  {nft.nft_id}"
    yield "", f"{nft.collection.shown} on {nft.chain.shown}; {draft.account}:{draft.target}"
    yield "", f"{_account(desk, draft)}; ends {_ends(desk, draft)}"


def _totals(drafts: Sequence[Instruction]) -> Iterator[tuple[str, str]]:
    totals: dict[tuple[str, str], Money] = {}
    for amount in (draft.amount for draft in drafts):
        if amount is not None:
            place = (amount.currency.issuer, amount.currency.code)
            totals[place] = totals[place] + amount if place in totals else amount
    for total in totals.values():
        yield "in all", money_text(total)


def _amount(draft: Instruction) -> str:
    return money_text(draft.amount) if draft.amount else "no amount"


def _account(desk: Desk, draft: Instruction) -> str:
    marketplace = desk.accounts.marketplace(draft.account)
    role = marketplace.role(draft.offer) if draft.offer else Role.BIDDER
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


def _lines(facts: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Iterator[str]:
    before = ""
    for label, text in facts:
        yield f"  {label if label != before else '':<{_LABEL_WIDTH}}{text}"
        before = label
