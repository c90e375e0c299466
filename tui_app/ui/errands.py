"""What the app does with the desk for whoever asks by message: act, look at media, read again, tell."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.worker import Worker

from tui_app.desk.carrying import Report
from tui_app.desk.desk import Desk
from tui_app.desk.news import ActionChanged, News, OffersChanged
from tui_app.domain.errors import OfferdeskError
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.instants import utc_now
from tui_app.media.gallery import Gallery
from tui_app.ui.action_words import told
from tui_app.ui.file_words import where_it_is
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.messages import (
    ActionRequested,
    Errand,
    ExportRequested,
    HandOffRequested,
    LinkRequested,
    ManyRequested,
    PreviewRequested,
    RefreshRequested,
    RefreshStopRequested,
    UnwatchRequested,
    WatchListRequested,
)
from tui_app.ui.privacy import Hides, unhidden
from tui_app.ui.telling import tell

if TYPE_CHECKING:
    from tui_app.ui.links import WebLink
    from tui_app.ui.watching import WatchErrands

_SEVERITIES = {
    ActionState.DONE: "information",
    ActionState.UNKNOWN: "warning",
    ActionState.AWAITING_WALLET: "warning",
    ActionState.CONFIRMATION_PENDING: "warning",
}


class Errands:
    """Runs in workers of the app, so that no screen can cut an action off by going away."""

    def __init__(
        self,
        app: App[None],
        desk: Desk,
        gallery: Gallery,
        *,
        exports: Path,
        open_command: Sequence[str] = (),
        opened_again: Callable[[], None],
    ) -> None:
        """`exports` is the folder that files go to, `open_command` the person's own program for links.

        `opened_again` hears that acting is possible which a lost journal had closed.
        """
        self._app = app
        self._desk = desk
        self._gallery = gallery
        self._exports = exports
        self._open_command = open_command
        self._opened_again = opened_again
        self._closed = bool(desk.to_be_read_again)
        desk.notices.listen(self._heard)

    def run(self, errand: Errand) -> None:
        """Begin what was asked for."""
        match errand:
            case ActionRequested():
                self.act(errand)
            case ManyRequested():
                self.act_on_many(errand)
            case HandOffRequested():
                self.go_on(errand)
            case PreviewRequested():
                self.preview(errand)
            case LinkRequested():
                self.open_link(errand)
            case ExportRequested():
                self.export(errand)
            case RefreshRequested():
                self.refresh(errand)
            case RefreshStopRequested():
                self.stop_refreshing()
            case WatchListRequested():
                self.show_watched(errand)
            case UnwatchRequested():
                self.unwatch(errand)

    def act(self, event: ActionRequested) -> None:
        """Begin an action."""
        self._begin("actions", partial(self._act, event))

    def act_on_many(self, event: ManyRequested) -> None:
        """Begin several actions in one worker."""
        from tui_app.ui.answering_many import AnsweringMany

        work = AnsweringMany(self._app, self._desk, event.action)
        self._begin("actions", partial(work.run, event.offers))

    def go_on(self, event: HandOffRequested) -> None:
        """Open the dialog about an action that a wallet has a part in."""
        self._go_on(event.action_id)

    def preview(self, event: PreviewRequested) -> None:
        """Open the media of an offer's NFT; opening fetches the first."""
        from tui_app.ui.modals.media_preview import MediaPreview
        from tui_app.ui.origins import origin_of

        origin = origin_of(self._desk, event.offer.key.account)
        self._app.push_screen(MediaPreview(event.offer.nft, self._gallery, origin))

    def open_link(self, event: LinkRequested) -> None:
        """Open a link after a question."""
        self._begin("links", partial(self._open_link, event.links))

    def export(self, event: ExportRequested) -> None:
        """Write offers into files, and say which."""
        self._begin("export", partial(self._export, event.row_ids))

    def refresh(self, event: RefreshRequested) -> None:
        """Read one account again, or all."""
        desk = self._desk
        work = desk.refresh_all if event.account is None else partial(desk.refresh, event.account)
        self._begin(f"refresh:{event.account or '*'}", work)

    def stop_refreshing(self) -> None:
        """Stop reading offers."""
        self._desk.stop_refreshing()

    def show_watched(self, event: WatchListRequested) -> None:
        """Show what is watched."""
        self._begin("watch", partial(self._watches.open, event.account))

    def unwatch(self, event: UnwatchRequested) -> None:
        """Watch the NFT of an offer no more."""
        self._begin("watch", partial(self._watches.unwatch, event.offer))

    def _begin(self, group: str, work: Callable[[], Coroutine[None, None, None]]) -> Worker[None]:
        """Call `work` in a worker of the App's; one that is ended before it begins calls nothing."""
        return self._app.run_worker(work, group=group)

    @property
    def _watches(self) -> WatchErrands:
        from tui_app.ui.watching import WatchErrands

        return WatchErrands(self._app, self._desk)

    async def _open_link(self, links: Sequence[WebLink]) -> None:
        from tui_app.ui.modals.open_link import OpenLink
        from tui_app.ui.opening import Opener

        opener = Opener(self._open_command)
        address = await self._app.push_screen_wait(OpenLink(links, opener.why_not))
        if address is not None:
            try:
                await opener.open(address)
            except OfferdeskError as error:
                tell(self._app, sentence_of(error), "warning", hides=Hides.NOTHING)

    async def _export(self, row_ids: Sequence[int]) -> None:
        from tui_app.desk.offer_export import write_offers

        desk = self._desk
        try:
            table, whole = await write_offers(desk.windows, desk.shelf, row_ids, self._exports, utc_now())
        except OfferdeskError as error:
            tell(self._app, sentence_of(error), "warning")
        else:
            count = f"{len(row_ids):,} offer{'s' * (len(row_ids) != 1)}"
            words = f"{count} written into {where_it_is(table, whole)}.{unhidden(self._app)}"
            tell(self._app, words, "information", hides=Hides.NOTHING)

    async def _act(self, event: ActionRequested) -> None:
        from tui_app.ui.answering import Answering

        with event.ticket:
            answering = Answering(self._app, self._desk)
            report = await self._desk.perform(event.ticket, event.draft, answering.confirm)
        if report is None:
            if event.given_up is not None:
                event.given_up()
        elif report.state is ActionState.AWAITING_WALLET and report.action_id is not None:
            self._go_on(report.action_id)
        else:
            self._report(report)

    def _go_on(self, action_id: str) -> None:
        from tui_app.ui.going_on import GoingOn

        GoingOn(self._app, self._desk, self._exports, self._report).open(action_id)

    def _report(self, report: Report) -> None:
        severity = _SEVERITIES.get(report.state, "error") if report.state else "error"
        if report.otherwise:
            severity = "error"
        tell(self._app, told(report.state, report.sentence), severity)

    def _heard(self, news: News) -> None:
        if self._closed and isinstance(news, OffersChanged) and not self._desk.to_be_read_again:
            self._closed = False
            self._opened_again()
        if isinstance(news, ActionChanged) and news.sentence:
            tell(self._app, f"{news.account}: {news.sentence}", "information")
