"""What may be kept of an order's JSON: ids, amounts, statuses, times and titles, nobody's own things."""

from __future__ import annotations

from typing import Final

from tui_app.gateway.kept import Shape, plain

_TIMES: Final = ("createdAt", "updatedAt")
_FILE: Final = plain("path", "altName", "fileName", "fileType", "type", "public", "downloadable")
_PAYLOAD: Final[Shape] = {
    **plain(
        *(
            "title",
            "description",
            "licenseType",
            "amount",
            "amountType",
            "price",
            "startingPrice",
            "currency",
        ),
        *("useCaseId", "storageOption", "biddingEnabled", "fractionableEnabled", "fractionsAmount"),
        *("redeemType", "redeemItemsAmount", "redeemValidationDate"),
    ),
    "cover": _FILE,
    "audio": _FILE,
    "downloadableAsset": _FILE,
}
_NFT: Final[Shape] = {
    **plain(
        *("id", "title", "amount", "availableAmount", "status", "contractAddr", "contractName"),
        *("contractNetwork", "tokenId", "price", "priceEths", "priceCurrency", "priceType", "creatorId"),
        *("useCaseId", "upgradeable", "biddingEnabled", "downloadable", "fractionalized", "redeemable"),
        *("arweaveTx", "chainTx", "releaseAt", "deletedAt", *_TIMES),
    ),
    "payload": _PAYLOAD,
}
_LISTING: Final = plain(
    *("id", "nftId", "sellerId", "type", "active", "activeTill", "amount", "priceCents", "priceEths"),
    *("priceWei", "priceCurrency", "txHash", *_TIMES),
)
_ITEM: Final[Shape] = {
    **plain(
        *("id", "orderId", "nftId", "listingId", "quantity", "priceCents", "priceEths", "priceCurrency"),
        *("status", "txId", "ProductType", *_TIMES),
    ),
    "nft": _NFT,
    "listing": _LISTING,
}
ORDER: Final[Shape] = {
    **plain(
        *("id", "buyerId", "billingAddressId", "paymentMethod", "provider", "totalPriceCents"),
        *("totalPriceCurrency", "totalPriceEth", "status", "failReason", "feesCollectedAt", "ProductType"),
        *_TIMES,
    ),
    "orderItems": _ITEM,
}
"""An order as it may be kept; of its buyer there is the number alone."""
