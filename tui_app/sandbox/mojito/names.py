"""Believable names: what brands drop as NFTs, and the handles of those who bid for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tui_app.sandbox.mojito.networks import ETHEREUM, POLYGON, SOLANA, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A collection: its chain, what an NFT of it is called, how many there are, and its floor in dollars."""

    name: str
    network: Network
    title: str
    things: tuple[str, ...]
    editions: int
    floor: int

    def nft_name(self, rng: Random) -> str:
        """What one of its NFTs is called."""
        thing, number = rng.choice(self.things), rng.randint(1, self.editions)
        return self.title.format(thing=thing, number=number)


DROPS: Sequence[Drop] = (
    Drop(
        name="Cellar Door Casks",
        network=SOLANA,
        title="{thing} Cask No. {number}",
        things=("Islay", "Sherry", "Rye", "Port Pipe", "Mizunara"),
        editions=320,
        floor=180,
    ),
    Drop(
        name="Second Half Moments",
        network=POLYGON,
        title="{thing}, minute {number}",
        things=("Equaliser", "Save", "Overhead Kick", "Substitution", "Corner"),
        editions=94,
        floor=24,
    ),
    Drop(
        name="Gallery of Small Hours",
        network=ETHEREUM,
        title="{thing} at 3:{number:02d}",
        things=("Laundrette", "Night Bus", "Bakery", "Harbour", "Switchboard"),
        editions=59,
        floor=640,
    ),
    Drop(
        name="Front Row Passes",
        network=SOLANA,
        title="Front Row {thing} #{number}",
        things=("Gold", "Silver", "Backstage"),
        editions=2400,
        floor=12,
    ),
    Drop(
        name="Old Ledger Prints",
        network=ETHEREUM,
        title="Folio {number}, {thing}",
        things=("Recto", "Verso"),
        editions=410,
        floor=95,
    ),
)

_HANDLES = ("quiet", "tall", "amber", "late", "north", "salt", "paper", "rapid", "olive", "second")
_NOUNS = ("otter", "ladder", "ferry", "kettle", "comet", "violin", "harbour", "maple", "signal", "button")


def handle(rng: Random) -> str:
    """A username such as late-ferry-31."""
    return f"{rng.choice(_HANDLES)}-{rng.choice(_NOUNS)}-{rng.randint(2, 99)}"
