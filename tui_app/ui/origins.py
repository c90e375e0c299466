"""Where the media of an account's offers may come from."""

from __future__ import annotations

from tui_app.desk.desk import Desk
from tui_app.media.gallery import Origin


def origin_of(desk: Desk, account: str) -> Origin:
    """The hosts of the account's marketplace, and the server it was told to use; else nothing."""
    if not desk.accounts.known(account):
        return Origin()
    base_url = desk.accounts.config(account).fields.get("base_url", "")
    return Origin(hosts=desk.accounts.marketplace(account).media_hosts, base_url=base_url)
