"""Orders as the Order API page prints them, key order included."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tui_app.sandbox.license_rocks.instance import Instance
from tui_app.sandbox.license_rocks.records import Item, Listing, Nft, Order, User, written

_DIGITS = 14
"""How many digits of an order's total are kept; those of its items are exact."""


class Wire:
    """Writes what an instance holds as JSON values. `address` is where the pictures served here are found."""

    def __init__(self, instance: Instance, address: str) -> None:
        self._instance = instance
        self._address = address

    def order(self, order: Order, *, with_buyer: bool) -> dict[str, object]:
        """An order; the answer that creates one has no buyer in it."""
        buyer = self._instance.users[order.buyer_id]
        return {
            "id": order.id,
            "buyerId": order.buyer_id,
            "billingAddressId": order.billing_address_id,
            "paymentMethod": "externalPayment",
            "provider": "externalProvider",
            "providerId": None,
            "secupayStxTransactionId": None,
            "secupayPciTransactionId": None,
            "secupayWebhookToken": order.webhook_token,
            "totalPriceCents": sum(self._listing(one).cents * one.quantity for one in order.items),
            "totalPriceCurrency": "EUR",
            "totalPriceEth": self._total(order),
            "status": order.status,
            "failReason": order.fail_reason,
            "feesCollectedAt": written(order.fees_collected),
            "createdAt": written(order.created),
            "updatedAt": written(order.updated),
            "ProductType": "nft",
            **({"buyer": _user_value(buyer)} if with_buyer else {}),
            "orderItems": [self._item(order, item) for item in order.items],
        }

    def _item(self, order: Order, item: Item) -> dict[str, object]:
        listing = self._listing(item)
        return {
            "id": item.id,
            "orderId": order.id,
            "nftId": listing.nft_id,
            "listingId": listing.id,
            "quantity": item.quantity,
            "priceCents": listing.cents,
            "priceEths": listing.eths,
            "ethRecipient": None,
            "priceCurrency": "EUR",
            "txId": item.tx_id,
            "paymentProvider": None,
            "status": item.status,
            "createdAt": written(order.created),
            "updatedAt": written(item.updated),
            "ProductType": "nft",
            "nft": self._nft(self._instance.nfts[listing.nft_id]),
            "listing": _listing_value(listing),
        }

    def _nft(self, nft: Nft) -> dict[str, object]:
        return {
            "id": nft.id,
            "amount": nft.amount,
            "availableAmount": nft.available,
            "approved": False,
            "arweaveTx": nft.arweave,
            "chainTx": None,
            "creatorPublicAddr": nft.creator_wallet,
            "contractAddr": nft.contract,
            "contractName": nft.contract_name,
            "contractNetwork": "maticTestnet",
            "coverKey": None,
            "category": None,
            "secretPhrase": nft.secret_phrase,
            "fee": None,
            "feeRecipient": None,
            "payload": self._placed(nft.payload),
            "price": nft.cents,
            "priceEths": nft.eths,
            "priceCurrency": "EUR",
            "priceType": "FIXED",
            "downloadable": nft.downloadable,
            "title": nft.title,
            "creatorId": nft.creator_id,
            "useCaseId": nft.use_case_id,
            "upgradeable": False,
            "tokenId": None,
            "newTokenId": None,
            "oldTokenId": None,
            "status": "released",
            "releaseAt": written(nft.released),
            "biddingEnabled": nft.bidding,
            "createdAt": written(nft.created),
            "updatedAt": written(nft.updated),
            "deletedAt": None,
            "fractionalized": nft.fractionalized,
            "redeemable": nft.redeemable,
            "qrcodePrintfileId": None,
            "salesContractUrl": None,
        }

    def _placed(self, value: object) -> object:
        """A payload with what is served here given its whole address."""
        if isinstance(value, Mapping):
            return {name: self._placed(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._placed(one) for one in value]
        if isinstance(value, str) and value.startswith("/media/"):
            return self._address + value
        return value

    def _listing(self, item: Item) -> Listing:
        return self._instance.listings[item.listing_id]

    def _total(self, order: Order) -> str:
        total = sum((Decimal(self._listing(one).eths) * one.quantity for one in order.items), Decimal(0))
        return format(total, "f")[: _DIGITS + 1]


def _user_value(user: User) -> dict[str, object]:
    return {
        "id": user.id,
        "approved": False,
        "companyUser": user.company,
        "email": user.email,
        "ethereumPublicAddr": user.wallet,
        "name": user.name,
        "provider": user.provider,
        "discordId": user.discord_id,
        "roleId": None,
        "username": user.username,
        "viewMode": "buyer",
        "walletNonce": user.wallet_nonce,
        "stripeConnectId": user.stripe_id,
        "secupayExternalId": None,
        "simplexId": None,
        "newsletterAgreement": user.newsletter,
        "locale": user.locale,
        "approvedAt": None,
        "createdAt": written(user.created),
        "lastAccessAt": written(user.last_access),
        "onboardedAt": None,
        "removedAt": None,
        "updatedAt": written(user.updated),
        "ipAddress": user.ip,
    }


def _listing_value(listing: Listing) -> dict[str, object]:
    return {
        "id": listing.id,
        "priceCents": listing.cents,
        "amount": listing.amount,
        "priceEths": listing.eths,
        "priceWei": listing.wei,
        "activeTill": written(listing.active_till),
        "active": listing.active,
        "type": listing.type,
        "txHash": listing.tx_hash,
        "priceCurrency": "EUR",
        "sellerId": listing.seller_id,
        "nftId": listing.nft_id,
        "captureCronId": None,
        "createdAt": written(listing.created),
        "updatedAt": written(listing.updated),
    }
