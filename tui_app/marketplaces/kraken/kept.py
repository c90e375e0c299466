"""What may be kept of an offer's own JSON: the documented fields, digit for digit, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.gateway.decode import write_json

_LONGEST_TEXT = 2_000
_MOST_ENTRIES = 50

Shape = Mapping[str, "Shape | None"]
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
    return write_json(_reduced(entry, _OFFER))


def _reduced(value: object, shape: Shape | None) -> object:
    if isinstance(value, list):
        return [_reduced(each, shape) for each in value[:_MOST_ENTRIES] if not isinstance(each, list)]
    if isinstance(value, dict):
        return {name: _reduced(value[name], inner) for name, inner in (shape or {}).items() if name in value}
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value
