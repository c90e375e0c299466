"""The accounts: what each is on, where its secrets are kept, how it stands; add, test, renew, remove."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_app.credentials import KeyringReport, keyring_report
from tui_app.desk.account_drafts import AccountDraft
from tui_app.desk.desk import Desk
from tui_app.desk.news import News, OffersChanged, SourceChanged
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.offer import Side
from tui_app.domain.secrets import Credentials
from tui_app.domain.text import clean
from tui_app.gateway.contract import EndingSignIn, Marketplace
from tui_app.settings import AccountConfig
from tui_app.ui.format import moment_in_full, time_left
from tui_app.ui.hearing import listen
from tui_app.ui.messages import DemoRequested, RefreshRequested
from tui_app.ui.modals.account_form import MORE_OF_KEYRINGS, AccountForm
from tui_app.ui.modals.choose_account import ChooseAccount
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.privacy import Hides
from tui_app.ui.too_small import TOO_SMALL
from tui_app.ui.watching import WatchErrands
from tui_app.ui.widgets.banner import follow_banner
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.private_text import PrivateText
from tui_app.ui.widgets.title_bar import TitleBar

NO_ACCOUNTS = """\
There is no account yet.

The demo is a pretend market on this machine: no account, no network, no real money. Its q ends it.

Adding an account asks for the marketplace's own fields, says where to get each, and can test them with a \
harmless read before anything is kept."""

_LABEL = 17
DEMO, ADD = ":demo", ":add"
FIRST_CHOICE = {DEMO: "Try it out first: offerdesk demo", ADD: "Add an account of yours"}
"""What an empty list offers. No account can be called so."""

UNKNOWN_MARKETPLACE = (
    "This version does not know that marketplace: update offerdesk, or remove the account (d)."
)


_PLACES: Mapping[Side, str] = {Side.RECEIVED: "Received", Side.PLACED: "Placed", Side.WATCHED: "Watched"}


class AccountList(OptionList):
    """The accounts, or what there is to do without any; Enter leads into the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "renew", "Credentials", id="accounts.renew", tooltip="Give it new credentials"),
        Binding("down,j", "cursor_down", "Down", id="accounts.down", tooltip="Next account", show=False),
        Binding("up,k", "cursor_up", "Up", id="accounts.up", tooltip="Account before", show=False),
        Binding(
            "pagedown",
            "screen.scroll_details(1)",
            "Page down",
            id="accounts.page_down",
            tooltip="Scroll what is said of the account down",
            show=False,
        ),
        Binding(
            "pageup",
            "screen.scroll_details(-1)",
            "Page up",
            id="accounts.page_up",
            tooltip="Scroll what is said of the account up",
            show=False,
        ),
    ]

    is_choice: var[bool] = var(False, bindings=True)
    """Whether it holds no accounts, but what there is to do without any."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A choice is the screen's: it says another word of Enter."""
        return action != "renew" or not self.is_choice

    def action_renew(self) -> None:
        """Go into the chosen account."""
        self.action_select()


class AccountsScreen(Screen[None]):
    """One line per account, and below it everything about the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose", id="accounts.choose", tooltip="Try the demo, or add an account"),
        Binding("N", "add", "Add", id="accounts.add", tooltip="Add an account"),
        Binding("t", "test", "Test", id="accounts.test", tooltip="Make a harmless read through the account"),
        Binding("d", "remove", "Remove", id="accounts.remove", tooltip="Forget the account and its secrets"),
        Binding("r", "refresh", "Refresh", id="accounts.refresh", tooltip="Read the account's offers again"),
    ]

    def __init__(self, desk: Desk, *, title: str) -> None:
        super().__init__()
        self._desk = desk
        self._title = title
        self._chosen: str | None = None
        self._keyring: KeyringReport | None = None
        self._stop_listening: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, the details, and the keys."""
        yield TitleBar(id="title-bar")
        yield AccountList(id="accounts", markup=False)
        with VerticalScroll(id="account-details", can_focus=False):
            yield FactSheet(label_width=_LABEL)
        yield PrivateText(id="account-said")
        yield KeyLine(id="keys")
        yield Static(Content(TOO_SMALL), id="too-small")

    def on_mount(self) -> None:
        """List the accounts and follow how they stand."""
        follow_banner(self)
        self._stop_listening = listen(self, self._desk.notices, self._heard)
        self._list_accounts()
        self.query_one(AccountList).focus()
        self.run_worker(self._look_for_keyring(), group="keyring")

    def on_unmount(self) -> None:
        """Stop following."""
        if self._stop_listening is not None:
            self._stop_listening()

    def on_screen_resume(self) -> None:
        """Catch up."""
        if self.is_mounted:
            self._list_accounts()
            self.run_worker(self._catch_up(), group="catch-up")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the chosen account's details."""
        event.stop()
        self._chosen = event.option_id
        self._show_details()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on an account, or on what there is to do without any."""
        event.stop()
        if event.option_id == DEMO:
            self.post_message(DemoRequested())
        elif event.option_id == ADD:
            self.action_add()
        elif (config := self._config()) is not None:
            self.run_worker(self._renew(config), group="accounts", exclusive=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on an account needs one, and a choice is there only without any."""
        if action == "choose":
            return not self._desk.accounts.all()
        needs_account = action in {"test", "remove", "refresh"}
        return not needs_account or bool(self._desk.accounts.all())

    def action_choose(self) -> None:
        """Do what the first choice says."""
        self.query_one(AccountList).action_select()

    def action_add(self) -> None:
        """Add an account."""
        self.run_worker(self._add(), group="accounts", exclusive=True)

    def action_test(self) -> None:
        """Try the chosen account."""
        if (config := self._config()) is not None:
            self._say(f"{config.name}: asking the marketplace …")
            self.run_worker(self._test(config), group="test", exclusive=True)

    def action_remove(self) -> None:
        """Forget the chosen account, after a question."""
        if (config := self._config()) is not None:
            self.run_worker(self._remove(config), group="accounts", exclusive=True)

    def action_scroll_details(self, pages: int) -> None:
        """Scroll what is said of the chosen account."""
        details = self.query_one("#account-details")
        details.scroll_relative(y=pages * max(1, details.size.height - 1), animate=False)

    def action_refresh(self) -> None:
        """Read the chosen account again."""
        self.post_message(RefreshRequested(self._chosen))

    async def _add(self) -> None:
        marketplaces = {each.slug: each for each in self._desk.accounts.marketplaces}
        titles = {slug: each.title for slug, each in marketplaces.items()}
        question = ChooseAccount("Add an account at which marketplace?", titles)
        if (slug := await self.app.push_screen_wait(question)) is None:
            return
        marketplace = marketplaces[slug]
        name = await self._fill_in(self._form(marketplace, self._desk.accounts.add))
        if name is not None and marketplace.watches:
            await WatchErrands(self.app, self._desk).open(name)

    async def _renew(self, config: AccountConfig) -> None:
        if not self._desk.accounts.known(config.name):
            self._say(UNKNOWN_MARKETPLACE)
            return
        marketplace = self._desk.accounts.marketplace(config.name)
        await self._fill_in(self._form(marketplace, self._desk.accounts.rotate, existing=config))

    def _form(
        self,
        marketplace: Marketplace,
        keep: Callable[[AccountConfig, Credentials], Awaitable[None]],
        *,
        existing: AccountConfig | None = None,
    ) -> AccountForm:
        return AccountForm(
            marketplace,
            try_out=self._try_out,
            keep=lambda draft: keep(draft.config, draft.credentials),
            existing=existing,
        )

    async def _fill_in(self, form: AccountForm) -> str | None:
        if (name := await self.app.push_screen_wait(form)) is not None:
            places = ", ".join(_places(self._desk.accounts.marketplace(name)))
            self._say(f"{name} is kept. What it has is under: {places}.")
            self._chosen = name
            self._list_accounts()
            self.post_message(RefreshRequested(name))
        return name

    async def _test(self, config: AccountConfig) -> None:
        try:
            connection = await self._desk.accounts.connection(config.name)
            self._say(f"{config.name}: {await connection.probe()}")
        except OfferdeskError as error:
            self._say(f"{config.name}: {error.title} {error.detail}".strip())

    async def _remove(self, config: AccountConfig) -> None:
        question = YesNo(
            f"Remove the account {config.name}?",
            "Its credentials and what was seen through it are forgotten here. "
            "Nothing changes at the marketplace.",
        )
        if not await self.app.push_screen_wait(question):
            return
        try:
            await self._desk.remove_account(config.name)
            self._say(f"{config.name} is removed.")
        except OfferdeskError as error:
            self._say(f"{error.title} {error.detail}".strip())
        self._list_accounts()

    async def _try_out(self, draft: AccountDraft) -> str:
        return await self._desk.accounts.try_out(draft.config, draft.credentials)

    async def _catch_up(self) -> None:
        """Show and read what a command has added since."""
        if added := await self._desk.accounts.catch_up():
            self._say(f"Added elsewhere, and here now: {', '.join(added)}.")
            self._list_accounts()
            for name in added:
                self.post_message(RefreshRequested(name))

    async def _look_for_keyring(self) -> None:
        self._keyring = await keyring_report()
        self._show_details()

    def _heard(self, news: News) -> None:
        if isinstance(news, SourceChanged):
            self._show_details()
        if isinstance(news, SourceChanged | OffersChanged):
            self._count()

    def _config(self) -> AccountConfig | None:
        return next((each for each in self._desk.accounts.all() if each.name == self._chosen), None)

    def _list_accounts(self) -> None:
        configs = self._desk.accounts.all()
        options = self.query_one(AccountList)
        options.is_choice = not configs
        options.clear_options()
        options.add_options([Option(self._option(config), id=config.name) for config in configs])
        names = [config.name for config in configs] or list(FIRST_CHOICE)
        if not configs:
            options.add_options([Option(Content(words), id=name) for name, words in FIRST_CHOICE.items()])
        if self._chosen not in names:
            self._chosen = names[0] if names else None
        options.highlighted = names.index(self._chosen) if self._chosen else None
        self._count()
        self._show_details()
        self.refresh_bindings()

    def _count(self) -> None:
        counts = {side.value: self._desk.windows.open_count(side) for side in Side}
        title = self.query_one(TitleBar)
        title.draw("accounts", counts, self._title, attention=self._desk.activity.attention)

    def _option(self, config: AccountConfig) -> Content:
        known = self._desk.accounts.known(config.name)
        title = self._desk.accounts.marketplace(config.name).title if known else config.marketplace
        where = self._desk.accounts.store(config.name).where
        return Content(f"{config.name:<20} {title:<16} kept in {where}")

    def _show_details(self) -> None:
        config = self._config()
        if config is None:
            facts = [Fact(Content(line), hides=Hides.NOTHING) for line in NO_ACCOUNTS.split("\n")]
        elif self._desk.accounts.known(config.name):
            facts = list(self._details(config))
        else:
            facts = [Fact(Content(UNKNOWN_MARKETPLACE)), Fact(Content(config.marketplace), "marketplace")]
        self.query_one(FactSheet).show(facts)

    def _details(self, config: AccountConfig) -> Iterator[Fact]:
        marketplace, source = self._desk.accounts.marketplace(config.name), self._desk.source(config.name)
        yield Fact(Content.styled(f"{config.name} on {marketplace.title}", "bold"))
        yield Fact(Content(""))
        yield Fact(Content(f"{source.state}{': ' + source.problem if source.problem else ''}"), "state")
        if source.note:
            yield Fact(Content(clean(source.note, limit=1_000)), "but")
        yield Fact(Content(moment_in_full(source.read_at) if source.read_at else "never"), "last read")
        yield Fact(Content(f"kept in {self._desk.accounts.store(config.name).where}"), "secrets")
        connection = self._desk.accounts.connected(config.name)
        if isinstance(connection, EndingSignIn) and connection.ends is not None:
            left = time_left(connection.ends - self._desk.their_time(config.name))
            yield Fact(Content(f"{moment_in_full(connection.ends)}, in {left}"), "token ends")
        if config.keeps == "keyring":
            yield Fact(Content(self._about_keyring), "keyring", Hides.NOTHING)
        for entry in marketplace.account_fields:
            if not entry.secret:
                yield Fact(Content(config.fields.get(entry.name, "—")), entry.label.casefold())
        yield Fact(Content(""))
        yield Fact(Content(marketplace.notice), hides=Hides.NOTHING)
        yield Fact(Content(""))
        yield Fact(Content(marketplace.how_to_get_credentials), hides=Hides.NOTHING)

    @property
    def _about_keyring(self) -> str:
        """Whether one answers, and where it is said at length why not."""
        if self._keyring is None:
            return "being looked for"
        return (
            self._keyring.summary if self._keyring.usable else f"{self._keyring.summary} {MORE_OF_KEYRINGS}"
        )

    def _say(self, sentence: str) -> None:
        self.query_one("#account-said", PrivateText).say(Content(clean(sentence, limit=1_000)))


def _places(marketplace: Marketplace) -> Iterator[str]:
    """The screens on which something of this marketplace's is shown, as their titles name them."""
    sides = {side for sides in marketplace.lists for side in sides}
    yield from (title for side, title in _PLACES.items() if side in sides)
    if marketplace.orders is not None:
        yield "Orders"
    if marketplace.purchases is not None:
        yield "Purchases"
