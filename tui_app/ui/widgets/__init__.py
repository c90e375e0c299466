"""The pieces screens are made of; each owns its keys and posts what happened to it."""
