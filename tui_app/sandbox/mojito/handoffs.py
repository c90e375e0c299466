"""What an action hands to a wallet, and what the wallet has to bring back for it.

Nothing is remembered between the two: the parameters follow from the order, and what a pretend wallet
signs follows from the parameters.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from tui_app.sandbox.mojito.programs import ESCROW, SYSTEM_PROGRAM, instruction_code
from tui_app.sandbox.mojito.records import Nft, Order
from tui_app.sandbox.mojito.wallets import account_of
from tui_app.sandbox.mojito.wire import Value
from tui_app.sandbox.wallet import pretend_signature, signed_part

Ending = Literal["reject", "cancel"]


def ending_parameters(ending: Ending, order: Order, nft: Nft) -> Value:
    """What initiateRejectOffer and initiateCancelOffer answer on Solana."""
    return {
        "seller": order.owner,
        "sellerTokenAccount": account_of(f"{order.owner} holds {nft.on_chain_id}"),
        "buyer": order.buyer,
        "offer": account_of(f"offer {order.id}"),
        "offerEscrow": ESCROW,
        "systemProgram": SYSTEM_PROGRAM,
        "descriminator": instruction_code(f"{ending}_offer"),
        "mintAccount": nft.on_chain_id,
    }


def proof_of_approval(order: Order) -> str:
    """What the sale of an order is approved with: 65 bytes in hex, as a signature on EVM chains is."""
    return f"0x{hashlib.sha512(f'proof {order.id}'.encode()).hexdigest()}1c"


def message_to_sign(order: Order) -> str:
    """What a buyer signs for a new offer: 32 bytes in hex."""
    return f"0x{hashlib.sha256(f'offer {order.id}'.encode()).hexdigest()}"


def ending_signature(ending: Ending, order: Order, nft: Nft) -> str:
    """The Solana transaction that ends an offer."""
    return pretend_signature("solana signature", signed_part(ending_parameters(ending, order, nft)))


def sale_transaction(order: Order, nft: Nft) -> str:
    """The transaction in which the NFT is sold for the offer."""
    answer = "solana signature" if nft.network.solana else "evm transaction hash"
    return pretend_signature(answer, proof_of_approval(order))


def offer_signature(order: Order, nft: Nft) -> str:
    """What proves a new offer: a transaction on Solana, a signed message elsewhere."""
    answer = "solana signature" if nft.network.solana else "evm message signature"
    return pretend_signature(answer, message_to_sign(order))
