"""Believable names: collections, their NFTs, and traders' handles of three hyphenated words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tui_app.sandbox.kraken.assets import ETHEREUM, POLYGON, SOLANA, Chain


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TEMPERS = _words(
    "Amiable Brisk Candid Decent Earnest Frugal Gentle Humble Idle Jovial Keen Loyal Mellow Nimble Odd "
    "Patient Quiet Restless Sober Tidy Upbeat Vivid Wary Zesty"
)
_COLOURS = _words(
    "Amber Aqua Cobalt Coral Crimson Ivory Jade Lilac Mauve Ochre Olive Plum Rust Sable Teal Umber"
)
_ANIMALS = _words(
    "Badger Caracal Dormouse Egret Ferret Gannet Heron Ibex Jackdaw Kestrel Lemur Marten Narwhal Otter "
    "Pangolin Quokka Raven Stoat Tapir Urchin Vole Wombat Yak Zebu"
)
_PLACES = _words("Lisbon Trieste Gdansk Bergen Porto Cadiz Rijeka Bari Turku Oban Izmir Corfu Vigo Split")
_THINGS = _words("Vase Teapot Lantern Urn Bowl Jug Tile Ewer Candlestick Platter")
_GLAZES = _words("Celadon Tenmoku Shino Raku Ash Salt Copper Cobalt")
_PARTS = _words("Grid Pit Paddock Podium Chicane Apex Slipstream")
_RANKS = _words("Squire Warden Oracle Ranger Alchemist Herald Scribe Smith")
_REALMS = ("Ember Hollow", "Salt Fen", "Glass Moor", "Iron Vale", "Thorn Keep", "Mist Ford")
_WORDS = _words(
    "absent acoustic afford album amused anchor apple arrive autumn badge bamboo basket beach blanket "
    "bonus bridge bronze cabin cactus candle canyon carpet cereal cherry circle clever cloud coconut "
    "copper cotton cradle crystal dance decade denim desert dinner dolphin dragon easel echo elbow ember "
    "engine fabric falcon fence fiction flavor forest fossil frozen galaxy garlic gentle ginger glacier "
    "grape guitar hammer harbor hazel hockey honey humble island ivory jacket jelly jungle kettle kitten "
    "ladder lemon linen lizard lunar magnet maple marble meadow melody mirror monkey mosaic napkin nectar "
    "noodle novel ocean olive onion orbit oyster paddle panda pebble pepper piano pigeon planet pocket "
    "prism puzzle quartz quilt rabbit raven ribbon river rocket saddle salmon satin shadow silver sketch "
    "spider spruce stable sunset tennis thunder ticket timber tomato tunnel turtle umbrella velvet violin "
    "wagon walnut whisper willow winter wisdom yellow zebra"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a collection is called and how its NFTs are named; `floor` in dollars, `weight` how common."""

    name: str
    creators: tuple[str, ...]
    chain: Chain
    floor: str
    weight: int
    nft_name: Callable[[Random], str]


def handle(rng: Random) -> str:
    """A trader's public handle, such as disagree-solve-wait."""
    return "-".join(rng.choices(_WORDS, k=3))


def _traits(rng: Random) -> str:
    return f"{rng.choice(_TEMPERS)} {rng.choice(_COLOURS)} {rng.choice(_ANIMALS)}"


def _numbered(title: str, most: int) -> Callable[[Random], str]:
    return lambda rng: f"{title} #{rng.randint(1, most):0{len(str(most))}d}"


def _kiln(rng: Random) -> str:
    return f"{rng.choice(_GLAZES)} {rng.choice(_THINGS)} No. {rng.randint(1, 240)}"


def _postcard(rng: Random) -> str:
    return f"Postcard from {rng.choice(_PLACES)}, {rng.randint(1921, 1988)}"


def _pass(rng: Random) -> str:
    return f"#{rng.randint(1, 4000)} {rng.choice(_PARTS)} Pass"


def _hero(rng: Random) -> str:
    return f"{rng.choice(_RANKS)} of {rng.choice(_REALMS)}"


SERIES = (
    Series(
        name="Menagerie of Manners (MENAG)",
        creators=("Otto Lindqvist",),
        chain=SOLANA,
        floor="14",
        weight=9,
        nft_name=_traits,
    ),
    Series(
        name="Tidal Glyphs",
        creators=("Maren Oyelaran",),
        chain=ETHEREUM,
        floor="310",
        weight=7,
        nft_name=_numbered("Tidal Glyph", 999),
    ),
    Series(
        name="Vinyl Afterhours",
        creators=("Studio Kessel", "DJ Parvaneh"),
        chain=POLYGON,
        floor="22",
        weight=6,
        nft_name=_numbered("Vinyl", 2500),
    ),
    Series(
        name="The Pixel Kiln",
        creators=("kiln collective",),
        chain=ETHEREUM,
        floor="145",
        weight=6,
        nft_name=_kiln,
    ),
    Series(
        name="Postcards Never Sent",
        creators=("Ines Velho",),
        chain=SOLANA,
        floor="38",
        weight=5,
        nft_name=_postcard,
    ),
    Series(
        name="Northway Racing Passes",
        creators=("Northway Motorsport",),
        chain=POLYGON,
        floor="9",
        weight=5,
        nft_name=_pass,
    ),
    Series(
        name="Realm Wardens (WARD)",
        creators=("Lantern & Moth",),
        chain=SOLANA,
        floor="61",
        weight=4,
        nft_name=_hero,
    ),
    Series(
        name="Slow Machines",
        creators=("T. Aaltonen",),
        chain=ETHEREUM,
        floor="2150",
        weight=2,
        nft_name=_numbered("Slow Machine", 111),
    ),
    Series(
        name="brambles",
        creators=(),
        chain=SOLANA,
        floor="3",
        weight=3,
        nft_name=_numbered("bramble", 8000),
    ),
)
