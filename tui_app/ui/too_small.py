"""What covers a screen in a window that is too small for it; `app.tcss` says when."""

from __future__ import annotations

TOO_SMALL = "This window is too small: offerdesk needs 60 columns and 15 lines."
