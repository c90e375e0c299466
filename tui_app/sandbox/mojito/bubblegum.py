"""The accounts of a compressed Solana NFT that a wallet needs, named as Mojito's pages name them."""

from __future__ import annotations

import hashlib

from tui_app.sandbox.mojito.programs import ESCROW, SYSTEM_PROGRAM, instruction_code
from tui_app.sandbox.mojito.records import Nft, Order
from tui_app.sandbox.mojito.wallets import account_of
from tui_app.sandbox.mojito.wire import Value

_TOKEN_PROGRAM = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"  # noqa: S105 - the program is called that


def sale_parameters(order: Order, nft: Nft) -> Value | None:
    """What the owner's wallet sells with, `bubblegumParams`; None on EVM chains."""
    if not nft.network.solana:
        return None
    return {
        **_tree(nft),
        "buyer": order.buyer,
        "seller": order.owner,
        "buyerTokenAccount": _holding(order.buyer, nft.on_chain_id),
        "sellerTokenAccount": _holding(order.owner, nft.on_chain_id),
        "leafOwner": order.owner,
        "leafDelegate": order.owner,
        "newLeafDelegate": order.buyer,
        "buyDiscriminator": instruction_code("buy"),
        "marketplaceAddress": account_of("the marketplace"),
        "buyerVinTokenAccount": _holding(order.buyer, "VIN"),
        "sellerVinTokenAccount": _holding(order.owner, "VIN"),
        "commissionVinTokenAccount": _holding("the commission", "VIN"),
        "platformVinTokenAccount": _holding("the platform", "VIN"),
        "initializeAccount": account_of("the settings"),
        "listing": account_of(f"listing {nft.id}"),
        "delegateAuthority": account_of("the delegate"),
        "bubblegumArg": {
            **_leaf(nft),
            "amount": order.fixed_price,
            "root": account_of(f"root {nft.contract}"),
            "proof": [account_of(f"proof {step} {nft.id}") for step in range(3)],
        },
        "offer": account_of(f"offer {order.id}"),
        "offerEscrow": ESCROW,
        "acceptOfferDiscriminator": instruction_code("accept_offer"),
    }


def offer_parameters(order: Order, nft: Nft) -> Value | None:
    """What a buyer's wallet makes an offer with, `bubblegumListParams`; None on EVM chains."""
    if not nft.network.solana:
        return None
    return {
        **_tree(nft),
        "seller": order.owner,
        "sellerTokenAccount": _holding(order.owner, nft.on_chain_id),
        "rent": account_of("the rent"),
        "leafOwner": order.owner,
        "previousLeafDelegate": order.owner,
        "newLeafDelegate": account_of("the delegate"),
        "listDiscriminator": instruction_code("list"),
        "bubblegumListArg": {
            **_leaf(nft),
            "price": order.fixed_price,
            "isCnft": True,
            "isVin": order.paid_in == "VIN",
        },
    }


def _tree(nft: Nft) -> Value:
    return {
        "mintAccount": nft.on_chain_id,
        "metadataId": account_of(f"metadata {nft.id}"),
        "merkleTree": account_of(f"tree {nft.contract}"),
        "treeAuthority": account_of(f"authority {nft.contract}"),
        "bubblegumProgram": account_of("the bubblegum program"),
        "compressionProgram": account_of("the compression program"),
        "logWrapper": account_of("the log wrapper"),
        "tokenProgram": _TOKEN_PROGRAM,
        "systemProgram": SYSTEM_PROGRAM,
    }


def _leaf(nft: Nft) -> Value:
    number = int.from_bytes(hashlib.sha256(nft.id.encode()).digest()[:4], "big") % 2**20
    return {
        "dataHash": account_of(f"data {nft.id}"),
        "creatorHash": account_of(f"creators {nft.id}"),
        "nonce": number,
        "index": number,
    }


def _holding(owner: str, what: str) -> str:
    return account_of(f"{owner} holds {what}")
