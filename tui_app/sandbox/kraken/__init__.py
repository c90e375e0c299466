"""Kraken's NFT marketplace, as its REST pages and its authentication guide describe it."""
