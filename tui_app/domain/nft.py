"""An NFT and its media, as the metadata that anybody can write describes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tui_app.domain.text import UntrustedText


class MediaKind(StrEnum):
    """The role of a medium relative to its NFT (Kraken's NftUserOffers page)."""

    MAIN = "Main"
    IMAGE = "Image"
    ANIMATION = "Animation"
    VIDEO = "Video"
    TOP_BANNER = "TopBanner"
    OTHER = "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One medium of an NFT. Nothing here was fetched or checked; `size` is in bytes, as claimed."""

    kind: MediaKind
    media_type: UntrustedText
    url: UntrustedText
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nft:
    """What an offer is for. Names come from chain metadata that anybody can write.

    Where a marketplace tells only the collection that it is of, its id is empty or that of the collection.
    """

    nft_id: str
    name: UntrustedText
    collection_id: str
    collection: UntrustedText
    creators: tuple[UntrustedText, ...]
    chain: UntrustedText
    chain_asset: UntrustedText
    media: tuple[Media, ...]

    @property
    def told(self) -> bool:
        """Whether its marketplace tells which one of its collection it is."""
        return self.nft_id.casefold() not in {"", self.collection_id.casefold()}
