"""A pretend marketplace over real HTTP on 127.0.0.1, with ground truth of what really changed.

It is an independent reading of the marketplaces' documents: it imports nothing else of ours, so
that a misreading in an adapter cannot be shared with the server it is tested against.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.sandbox.options import SandboxOptions

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["SandboxOptions", "application"]


def application(options: SandboxOptions, clock: Callable[[], datetime]) -> ASGIApp:
    """The whole sandbox as an ASGI application, for tests in process; `clock` gives aware UTC times."""
    from tui_app.sandbox.app import build

    return build(options, clock)
