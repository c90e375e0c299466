"""The made-up API key of one pretend Dew."""

from __future__ import annotations

import hashlib

from tui_app.sandbox.options import SandboxOptions


def api_key(options: SandboxOptions) -> str:
    """A key of 40 letters and digits that follows from the seed; it opens nothing but a sandbox."""
    return hashlib.sha256(f"a pretend Dew key, {options.seed}".encode()).hexdigest()[:40]
