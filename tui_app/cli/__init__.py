"""The command line: what was asked for, and which room answers it."""

from __future__ import annotations
