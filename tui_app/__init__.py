"""offerdesk: a keyboard-driven terminal desk for NFT offers."""

__version__ = "0.1.0"
