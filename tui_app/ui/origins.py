"""Where the media of an account's offers may come from."""

from __future__ import annotations

from urllib.parse import urlsplit

from tui_app.desk.desk import Desk
from tui_app.gateway.base_url import is_loopback
from tui_app.media.gallery import Origin


def origin_of(desk: Desk, account: str) -> Origin:
    """The server that the account was told to use, and the hosts of its marketplace; else nothing.

    A market on this machine is no marketplace's own: what leads from there to the internet is asked about.
    """
    if not desk.accounts.known(account):
        return Origin()
    base_url = desk.accounts.config(account).fields.get("base_url", "")
    at_home = is_loopback(urlsplit(base_url).hostname or "")
    return Origin(hosts=() if at_home else desk.accounts.marketplace(account).media_hosts, base_url=base_url)
