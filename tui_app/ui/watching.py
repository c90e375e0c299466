"""The dialogs around what is watched: which account, its list, and a question before one is taken off."""

from __future__ import annotations

from textual.app import App

from tui_app.desk.desk import Desk
from tui_app.desk.sources import SourceState
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.offer import Offer
from tui_app.domain.watch import Watched
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.modals.choose_account import ChooseAccount
from tui_app.ui.modals.watch_list import WatchListView
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.telling import tell

NEEDLESS = "Your marketplaces list everything by themselves: nothing has to be watched there."
_NO_MORE = (
    "Offers of others on it are not listed any more, also where the marketplace shows it again. "
    "Nothing changes at the marketplace; + watches it again."
)


class WatchErrands:
    """Opens lists, takes NFTs off them, and reads an account again when what it watches is another."""

    def __init__(self, app: App[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def open(self, account: str | None) -> None:
        """Show what this account watches; where it watches nothing, one that does."""
        if (chosen := await self._choose(account)) is None:
            return
        marketplace = self._desk.accounts.marketplace(chosen).title
        dialog = WatchListView(
            self._desk.watching,
            chosen,
            marketplace=marketplace,
            changed=lambda: self._read_again(chosen),
        )
        await self._app.push_screen_wait(dialog)

    async def unwatch(self, offer: Offer) -> None:
        """Take the NFT of an offer off the list, after a question."""
        account = offer.key.account
        if (thing := self._watched(offer)) is None:
            tell(
                self._app,
                f"{account} does not watch this NFT: + shows what it watches.",
                "information",
            )
            return
        name = offer.nft.name.shown or thing.ref
        if not await self._app.push_screen_wait(YesNo(f"Watch {name} no more?", _NO_MORE)):
            return
        try:
            await self._desk.watching.remove(account, thing)
        except OfferdeskError as error:
            tell(self._app, sentence_of(error), "warning")
            return
        tell(self._app, f"{name} is watched no more.", "information")
        self._read_again(account)

    async def _choose(self, account: str | None) -> str | None:
        able = [config.name for config in self._desk.accounts.all() if self._desk.watching.kinds(config.name)]
        if account in able:
            return account
        if not able:
            tell(self._app, NEEDLESS, "information")
            return None
        if len(able) == 1:
            return able[0]
        titles = {name: self._desk.accounts.marketplace(name).title for name in able}
        return await self._app.push_screen_wait(ChooseAccount("Watch through which account?", titles))

    def _watched(self, offer: Offer) -> Watched | None:
        things = self._desk.watching.of(offer.key.account)
        return next((each for each in things if each.ref == offer.nft.nft_id), None)

    def _read_again(self, account: str) -> None:
        self._app.run_worker(self._refresh(account), group=f"watched:{account}", exclusive=True)

    async def _refresh(self, account: str) -> None:
        if self._desk.source(account).state is SourceState.LOADING:
            await self._desk.refresh(account)  # the one that is running asked for what was watched before
        await self._desk.refresh(account)
