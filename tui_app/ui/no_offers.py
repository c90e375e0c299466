"""What a list of offers says where it would be empty: why, and which key leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.offer import Side
from tui_app.domain.text import clean

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.ledger.windows import View
    from tui_app.ui.screens.list_answers import Shown

_BESIDE = "<list.status_before|[> and <list.status_after|]>"
LOOKING = "Looking through all offers …"
NO_MATCH = "No offer matches this filter. <list.back|Esc> clears it."
NO_ACCOUNT = "There is no account yet: <go.accounts|7> leads to where one is added."
NOTHING_READ = (
    "No offers yet. <list.refresh|r> reads them.\n"
    "Above stands how each account is; <go.accounts|7> leads to them."
)
NOTHING_WATCHED = "Nothing is watched yet: <offer.watch|+> adds an NFT."
NO_OFFERS = (
    "No offers of others on what you watch. <offer.watch|+> shows what that is, <list.refresh|r> reads again."
)
ALL_BY_ITSELF = "Nothing has to be watched here: your marketplaces list everything by themselves."


def why_no_offers(desk: Desk | None, view: View, shown: Shown, *, filtered: bool) -> str:
    """The words for a view of which this is `shown`; `filtered` where something is typed in its filter.

    Keys stand in them as `with_keys` reads them. Before there is a desk, nobody knows why nothing is there.
    """
    if not shown.whole:
        return LOOKING
    if view.account and desk is not None and not desk.accounts.known(view.account):
        gone = f"The account of this view, {clean(view.account).replace('<', '')}, is gone."
        return f"{gone} <list.views|w> leads to other views, <list.back|Esc> back."
    if filtered or view.account:
        elsewhere = sum(shown.counts.values()) if shown.exact else 0
        return NO_MATCH + (f"\n{_BESIDE} lead to {elsewhere:,} with another status." if elsewhere else "")
    if desk is not None and not desk.accounts.all():
        return NO_ACCOUNT
    if shown.counts and view.status is not None:
        return f"No {view.status} offers. {_BESIDE} show other statuses."
    if desk is not None and view.side is Side.WATCHED:
        return _nothing_watched(desk)
    return NOTHING_READ if desk is not None else ""


def _nothing_watched(desk: Desk) -> str:
    accounts = [config.name for config in desk.accounts.all() if desk.watching.kinds(config.name)]
    if not accounts:
        return ALL_BY_ITSELF
    return NO_OFFERS if any(map(desk.watching.of, accounts)) else NOTHING_WATCHED
