"""Dew as its pages describe it: orders by hash, offers of a contract, off-chain cancelling, on Polygon."""
