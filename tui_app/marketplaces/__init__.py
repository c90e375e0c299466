"""The marketplaces this program knows: a folder each, and a line here."""

from __future__ import annotations

from tui_app.gateway.contract import Marketplace
from tui_app.marketplaces.kraken import MARKETPLACE as KRAKEN
from tui_app.marketplaces.mojito import MARKETPLACE as MOJITO

MARKETPLACES: tuple[Marketplace, ...] = (KRAKEN, MOJITO)
"""Every marketplace, in the order forms and help list them."""
