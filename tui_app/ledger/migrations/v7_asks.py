"""Prices that are asked, told from those that are bid."""

from __future__ import annotations

# What is kept already counts as a bid until a refresh says that it is not.
STATEMENTS: tuple[str, ...] = ("ALTER TABLE offers ADD COLUMN asks INTEGER NOT NULL DEFAULT 0",)
