"""What each instruction takes at Mojito: one call, or a call, a wallet, and a call that confirms.

On EVM chains reject and cancel are one call. Everything else ends in a transaction or a signature of the
person's own wallet (Mojito's pages on accept, reject, cancel and make an offer).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, NamedTuple

from tui_app.domain.errors import UsageError
from tui_app.domain.hand_off import Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import EXACT, Money
from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Action
from tui_app.gateway.graphql_answers import Operation
from tui_app.marketplaces.mojito import queries
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.addresses import EVM, SOLANA, UNKNOWN, chain_of
from tui_app.marketplaces.mojito.fields import PaymentToken, is_uuid
from tui_app.marketplaces.mojito.routes import ISSUER, UNKNOWN_UNIT
from tui_app.marketplaces.mojito.values import order_id_of
from tui_app.marketplaces.mojito.wire import OWNER, said_in

_FLOAT_DIGITS: Final = 15  # so many survive in a GraphQL Float, whatever they are
_EXAMPLE: Final = "For example e1d81933-37bc-4d86-bc01-ad33551d3930"
_ANSWERS: Final = {
    (Action.ACCEPT, EVM): Proof.EVM_HASH,
    (Action.PLACE, EVM): Proof.EVM_SIGNATURE,
    (Action.ACCEPT, SOLANA): Proof.SOLANA_SIGNATURE,
    (Action.REJECT, SOLANA): Proof.SOLANA_SIGNATURE,
    (Action.CANCEL, SOLANA): Proof.SOLANA_SIGNATURE,
    (Action.PLACE, SOLANA): Proof.SOLANA_SIGNATURE,
}
_DIRECT: Final = {Action.REJECT: queries.REJECT_EVM, Action.CANCEL: queries.CANCEL_EVM}


class Wanted(NamedTuple):
    """The price and the end of a new offer."""

    price: Money
    ends: datetime


class Request(NamedTuple):
    """An operation and what it is asked with, the organization's id apart."""

    operation: Operation
    variables: dict[str, object]


def chain_for(instruction: Instruction) -> str:
    """The chain an instruction is about: `EVM`, `SOLANA` or `UNKNOWN`."""
    return instruction.subject.chain.raw


def direct(instruction: Instruction) -> Request | None:
    """The one call that does it, or None where a wallet has a part in it."""
    if instruction.action not in _DIRECT or chain_for(instruction) != EVM:
        return None
    return Request(_DIRECT[instruction.action], {"orderId": order_id(instruction)})


def answer_for(instruction: Instruction, account: Account) -> Proof:
    """What the wallet has to bring back. Raises UsageError where no wallet has a part in it."""
    chain = (
        _placing_chain(instruction, account) if instruction.action is Action.PLACE else chain_for(instruction)
    )
    if chain == UNKNOWN:
        raise UsageError(
            "It cannot be told which chain this NFT is on, so nothing is handed to a wallet.",
            "Look at it on the marketplace's own site.",
        )
    if (answer := _ANSWERS.get((instruction.action, chain))) is None:
        raise UsageError(f"Mojito needs no wallet to {instruction.action} on {chain}.", "Send it directly.")
    return answer


def preparation(instruction: Instruction, account: Account) -> Request:
    """The call that asks what the wallet has to do. Raises UsageError for what Mojito cannot be asked."""
    solana = answer_for(instruction, account) is Proof.SOLANA_SIGNATURE
    match instruction.action:
        case Action.ACCEPT:
            operation = queries.APPROVAL_SOLANA if solana else queries.APPROVAL_EVM
            return Request(operation, {"orderId": order_id(instruction)})
        case Action.REJECT:
            wallet = _owner(instruction, account)
            return Request(
                queries.INITIATE_REJECT, {"orderId": order_id(instruction), "walletAddress": wallet}
            )
        case Action.CANCEL:
            return Request(queries.INITIATE_CANCEL, {"orderId": order_id(instruction)})
        case _:
            return _new_offer(instruction, account, solana=solana)


def confirmation(instruction: Instruction, account: Account, made: str, proof: str) -> Request:
    """The call that says what the wallet did; `made` is the order it is about, `proof` already checked."""
    asked: dict[str, object] = {"orderId": made}
    match instruction.action:
        case Action.ACCEPT:
            return Request(queries.ACCEPT_OFFER, {**asked, "transactionHash": proof})
        case Action.REJECT:
            wallet = _owner(instruction, account)
            signed = {"walletAddress": wallet, "currency": account.currency, "signature": proof}
            return Request(queries.REJECT_SOLANA, {**asked, **signed})
        case Action.CANCEL:
            signed = {"currency": account.currency, "signature": proof}
            return Request(queries.CANCEL_SOLANA, {**asked, **signed})
        case _:
            buyer = buyer_for(instruction, account)
            signed = {"signature": proof, "buyerAddress": buyer, "currency": account.currency}
            return Request(queries.SUBMIT_PROOF, {**asked, **signed})


def order_id(instruction: Instruction) -> str:
    """The id of the offer it is about. Raises UsageError."""
    if instruction.offer is None:
        raise UsageError("This needs an offer.", "Choose an offer in the list first.")
    try:
        return order_id_of(instruction.offer.key.offer_id)
    except ValueError:
        raise UsageError("This is not the id of an offer at Mojito.", _EXAMPLE) from None


def buyer_for(instruction: Instruction, account: Account) -> str:
    """The wallet a new offer is made from: the account's first one on the NFT's chain. Raises UsageError."""
    chain = _placing_chain(instruction, account)
    if (wallet := account.wallets.first_on(chain)) is None:
        where = f"on {chain}, where this NFT is" if chain != UNKNOWN else "that fits this NFT"
        raise UsageError(f"This account has no wallet {where}.", "Add its address on the Accounts screen.")
    return wallet


def wanted(instruction: Instruction) -> Wanted:
    """The terms of a new offer, as far as Mojito can keep them exactly. Raises UsageError."""
    terms = instruction.terms
    if terms is None or terms.price.currency.issuer != ISSUER or terms.price.currency == UNKNOWN_UNIT:
        raise UsageError("A price in a currency of Mojito's is missing.", "For example 1.5 VIN")
    if terms.expires is None:
        raise UsageError("Mojito wants to know when an offer ends.", "For example 7d")
    digits = terms.price.amount.normalize(EXACT).as_tuple().digits
    if len(digits) > _FLOAT_DIGITS or not terms.price.amount:
        raise UsageError("Mojito keeps about 15 digits of a price, and this is not one it can keep exactly.")
    return Wanted(terms.price, terms.expires)


def _new_offer(instruction: Instruction, account: Account, *, solana: bool) -> Request:
    nft_id, (price, ends) = instruction.subject.nft_id.lower(), wanted(instruction)
    if not is_uuid(nft_id):
        raise UsageError("This is not an NFT token id of Mojito's.", _EXAMPLE)
    code = price.currency.code
    paid_in = account.payment_tokens.get(code, PaymentToken(code))
    asked: dict[str, object] = {
        "nftTokenId": nft_id,
        "buyerAddress": buyer_for(instruction, account),
        "offerPrice": price.amount,
        "expiryDate": _written(ends),
        "paymentToken": paid_in.token,
        "currencyId": paid_in.currency_id,
    }
    if solana:
        return Request(queries.CREATE_SOLANA, {**asked, "currency": account.currency})
    return Request(queries.CREATE_EVM_IN if paid_in.currency_id else queries.CREATE_EVM, asked)


def _placing_chain(instruction: Instruction, account: Account) -> str:
    """The chain of the NFT, or where that is not told, the only one that the account has wallets on."""
    if (chain := chain_for(instruction)) != UNKNOWN:
        return chain
    if (by_contract := chain_of(instruction.subject.collection_id)) != UNKNOWN:
        return by_contract
    reachable = [chain for chain in (EVM, SOLANA) if account.wallets.first_on(chain)]
    return reachable[0] if len(reachable) == 1 else UNKNOWN


def _owner(instruction: Instruction, account: Account) -> str:
    address = said_in(instruction.offer, OWNER) if isinstance(instruction.offer, Offer) else ""
    if not address or not account.wallets.holds(address):
        raise UsageError(
            "The wallet that owns this NFT is none of this account's.", "Check the wallets under Accounts."
        )
    return address


def _written(moment: datetime) -> str:
    """RFC 3339 in UTC, as Mojito's samples have it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
