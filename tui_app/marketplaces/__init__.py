"""The marketplaces this program knows: a folder each, and a line here."""

from __future__ import annotations

from tui_app.gateway.contract import Marketplace
from tui_app.marketplaces.dew import MARKETPLACE as DEW
from tui_app.marketplaces.kraken import MARKETPLACE as KRAKEN
from tui_app.marketplaces.license_rocks import MARKETPLACE as LICENSE_ROCKS
from tui_app.marketplaces.mojito import MARKETPLACE as MOJITO
from tui_app.marketplaces.tokenizationtr import MARKETPLACE as TOKENIZATIONTR

MARKETPLACES: tuple[Marketplace, ...] = (KRAKEN, MOJITO, DEW, LICENSE_ROCKS, TOKENIZATIONTR)
"""Every marketplace, in the order forms and help list them."""
