"""How data is written; the arguments offer it, so nothing else is imported here."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How data is written."""

    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"
    JSONL = "jsonl"
