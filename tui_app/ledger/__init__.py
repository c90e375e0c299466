"""The local SQLite file: offers last seen, what we are about to send, and nonces."""
