"""Mojito as its pages describe it: one GraphQL path, roles by wallet, actions that end in a wallet."""
