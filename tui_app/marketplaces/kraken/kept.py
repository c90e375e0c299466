"""What may be kept of an offer's own JSON: the documented fields, digit for digit, and nothing else."""

from __future__ import annotations

from tui_app.gateway import kept as keeping
from tui_app.gateway.kept import Shape

_MEDIA: Shape = {"kind": None, "media": {"media_type": None, "size": None, "url": None}}
_OFFER: Shape = {
    "id": None,
    "quote_id": None,
    "time": None,
    "status": None,
    "status_detail": None,
    "ref_bucket_id": None,
    "amount": {"asset_name": None, "asset_alt_name": None, "amount": None},
    "expire_time": None,
    "social_id": None,
    "item": {
        "nft_id": None,
        "nft_name": None,
        "nft_thumbnail_url": None,
        "nft_image": _MEDIA,
        "nft_media": _MEDIA,
        "creators": None,
        "blockchain": {"id": None, "asset": None},
        "collection_id": None,
        "collection_name": None,
    },
}


def kept(entry: object) -> str:
    """The documented fields of one offer as compact JSON, long texts cut."""
    return keeping.kept(entry, _OFFER)
