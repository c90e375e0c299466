"""Setting up an account: the marketplace's own fields, tried with a harmless read before they are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Select, Static

from tui_app.credentials import KeyringReport, keyring_report
from tui_app.desk.account_drafts import AccountDraft, checked_field, draft_of
from tui_app.domain.errors import AT_ACCOUNTS, KeyringUnavailable, OfferdeskError
from tui_app.domain.text import clean
from tui_app.gateway.contract import AccountField, Marketplace
from tui_app.settings import AccountConfig, wrong_account_name
from tui_app.settings.accounts import Keeps
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.paste_line import PasteLine

MORE_OF_KEYRINGS: Final = "offerdesk doctor says more."

_LONGEST = 4_096
_LONGEST_SENTENCE = 1_000
_KEEPS: Final[tuple[tuple[str, Keeps], ...]] = (
    ("the system keyring", "keyring"),
    ("memory, for this session only", "session"),
    ("a program of yours ([credential_commands])", "command"),
)


TryOut = Callable[[AccountDraft], Awaitable[str]]
Keep = Callable[[AccountDraft], Awaitable[None]]
LookForKeyring = Callable[[], Awaitable[KeyringReport]]


class AccountForm(ModalScreen[str | None]):
    """Adds an account, or gives one new credentials (then its name and marketplace stay).

    It closes with the account's name once that is kept; whatever goes wrong before is said here,
    so that nothing has to be typed twice.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="account.cancel", tooltip="Go back and keep nothing"),
        Binding("ctrl+t", "try_out", "Test", id="account.try", tooltip="Make a harmless read with these"),
        Binding("ctrl+s", "save", "Save", id="account.save", tooltip="Keep these"),
    ]

    def __init__(
        self,
        marketplace: Marketplace,
        *,
        try_out: TryOut,
        keep: Keep,
        look_for_keyring: LookForKeyring = keyring_report,
        existing: AccountConfig | None = None,
    ) -> None:
        """`try_out` and `keep` raise OfferdeskError; where no keyring is found, memory is proposed."""
        super().__init__()
        self._marketplace = marketplace
        self._entries = {f"field-{each.name}": each for each in marketplace.account_fields}
        self._try_out = try_out
        self._keep = keep
        self._look_for_keyring = look_for_keyring
        self._keeps = existing.keeps if existing else "keyring"
        self._existing = existing

    def compose(self) -> ComposeResult:
        """Lay out the name, the marketplace's fields with what each is, and where secrets are kept."""
        marketplace = self._marketplace
        title = (
            f"New credentials for {self._existing.name}"
            if self._existing
            else f"Add a {marketplace.title} account"
        )
        with Vertical(id="account"):
            yield Static(Content.styled(title, "bold"), id="account-title")
            with VerticalScroll(id="account-fields", can_focus=False):
                yield Static(
                    Content(f"{marketplace.notice} {marketplace.how_to_get_credentials}"), id="account-notice"
                )
                if self._existing is None:
                    yield from self._name_field()
                for entry in marketplace.account_fields:
                    yield from self._field(entry)
                yield from self._keeper()
            yield Static("", id="account-problem")
            with Horizontal(id="account-buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Test", id="try", compact=True)
                yield Button("Save", id="save", compact=True)
            yield KeyLine(id="account-keys")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(Input).first().focus(scroll_visible=False)  # how things are there is to be read first
        self.run_worker(self._mind_keyring(), group="keyring")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell right from wrong as it is typed; what is not there yet is not wrong."""
        event.stop()
        if event.input.has_focus:
            self._say(self._wrong_in(event.input))

    def on_input_submitted(self) -> None:
        """Enter goes to the next field."""
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        if event.button.id == "cancel":
            self.dismiss(None)
        elif event.button.id == "try":
            self.action_try_out()
        else:
            self.action_save()

    def action_give_up(self) -> None:
        """Go back and keep nothing."""
        self.dismiss(None)

    def action_save(self) -> None:
        """Keep what was typed, if it can be read, and close."""
        if (draft := self._draft()) is not None:
            self._say("Keeping it …")
            self.run_worker(self._save(draft), group="save", exclusive=True)

    def action_try_out(self) -> None:
        """Make a harmless read with what was typed."""
        if (draft := self._draft()) is not None:
            self._say("Asking the marketplace …")
            self.run_worker(self._try(draft), group="try", exclusive=True)

    async def _mind_keyring(self) -> None:
        """Say where none answers, and propose memory instead, unless something else was chosen."""
        report = await self._look_for_keyring()
        if report.usable or not self.display:
            return
        keeps = self.query_one("#keeps", Select)
        if self._existing is None and keeps.value == "keyring":
            keeps.value = "session"
        self.query_one("#account-keyring", Static).update(Content(report.summary))

    async def _save(self, draft: AccountDraft) -> None:
        try:
            await self._keep(draft)
        except OfferdeskError as error:
            self._say(_here(error))
        else:
            self.dismiss(draft.config.name)

    async def _try(self, draft: AccountDraft) -> None:
        try:
            self._say(await self._try_out(draft))
        except OfferdeskError as error:
            self._say(_here(error))

    def _wrong_in(self, field: Input) -> str:
        """Why what stands in a field cannot be right; empty where it may be."""
        if not (typed := field.value.strip()):
            return ""
        if field.id == "field-name":
            return wrong_account_name(typed)
        try:
            checked_field(self._entries[field.id or ""], typed)
        except OfferdeskError as error:
            return sentence_of(error)
        return ""

    def _draft(self) -> AccountDraft | None:
        try:
            return self._read()
        except OfferdeskError as error:
            self._say(sentence_of(error))
            return None

    def _read(self) -> AccountDraft:
        given = {entry.name: self._typed(entry.name) for entry in self._marketplace.account_fields}
        name = self._existing.name if self._existing else self._typed("name")
        return draft_of(self._marketplace, name, self._keeper_chosen, given)

    @property
    def _keeper_chosen(self) -> Keeps:
        chosen = self.query_one("#keeps", Select).value
        return next(keeps for _, keeps in _KEEPS if keeps == chosen)

    def _typed(self, name: str) -> str:
        return self.query_one(f"#field-{name}", Input).value.strip()

    def _say(self, sentence: str) -> None:
        words = clean(sentence, limit=_LONGEST_SENTENCE)
        if self.display:  # not while it is being taken away, its widgets first
            self.query_one("#account-problem", Static).update(Content.styled(words, "$warning"))

    def _name_field(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static("account name", classes="label")
            yield PasteLine(longest=32, value=self._marketplace.slug, id="field-name")
        yield Static("what you call it here: a-z, 0-9, - and _", classes="hint")

    def _field(self, entry: AccountField) -> ComposeResult:
        before = self._existing.fields.get(entry.name, "") if self._existing else ""
        with Horizontal(classes="field"):
            yield Static(Content(entry.label), classes="label")
            yield PasteLine(
                longest=_LONGEST,
                value=before or entry.default,
                password=entry.secret,
                id=f"field-{entry.name}",
            )
        yield Static(Content(entry.hint), classes="hint")

    def _keeper(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static("secrets kept in", classes="label")
            yield Select(
                [(Content(words), keeps) for words, keeps in _KEEPS],
                value=self._keeps,
                allow_blank=False,
                id="keeps",
                compact=True,
            )
        yield Static("", id="account-keyring", classes="hint")


def _here(error: OfferdeskError) -> str:
    """What went wrong, and the remedy at the place where the person is already."""
    if isinstance(error, KeyringUnavailable):
        return f"{error.title} {MORE_OF_KEYRINGS}"  # its detail has a line for each keyring that was tried
    return sentence_of(error).replace(AT_ACCOUNTS, "here")
