"""Orders and what belongs to them, in the shapes of the schema."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.sandbox.mojito.networks import Network
from tui_app.sandbox.mojito.prices import in_currency
from tui_app.sandbox.mojito.records import Nft, Order, Price

Value = Mapping[str, object]


def order_value(order: Order, nft: Nft, currency: str | None) -> Value:
    """An Order, its FIAT price in `currency`."""
    return {
        "id": order.id,
        "nftTokenId": nft.id,
        "offerExpiryDate": order.expires,
        "nftOwnerAddress": order.owner,
        "tokenType": nft.network.standard,
        "tokenId": nft.on_chain_id,
        "tokenContract": nft.contract,
        "orderType": "OFFER",
        "orderStatus": order.status,
        "quantity": 1,
        "paymentToken": order.paid_in,
        "buyerTax": order.tax,
        "buyerAddress": order.buyer,
        "fixedPrice": order.fixed_price,
        "updatedAt": order.updated,
        "createdAt": order.created,
        "price": [price_value(in_currency(price, currency)) for price in order.prices],
        "createdBy": order.user and {"id": order.user.id, "username": order.user.username},
        "createdByUserOrganization": {"username": order.organization} if order.organized else None,
    }


def price_value(price: Price | None) -> Value | None:
    """An NFTPrice, if there is one."""
    return {"value": price.value, "unit": price.unit, "type": price.type} if price else None


def network_value(network: Network) -> Value:
    """A Network."""
    return {
        "id": network.id,
        "name": network.name,
        "chainID": network.chain_id,
        "rpcURL": network.rpc_url,
        "wethAddress": network.weth_address,
        "isTestnet": False,
        "paymentCurrency": network.units[0],
    }
