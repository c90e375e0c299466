"""What the purchases that were read come to: a line for each currency, its fees behind it."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui_app.domain.purchase import Total, Totals
from tui_app.ui.amount_zone import AmountZone, Room
from tui_app.ui.amounts import money_text, unit_text
from tui_app.ui.format import cut
from tui_app.ui.privacy import Hides, follow_privacy, hidden, is_private
from tui_app.ui.purchase_words import counted, fee_words

_MOST = 4
_LABEL = 12
_LARGEST_AMOUNT = 40


class PurchaseTotals(Widget):
    """As high as it has currencies, up to a few."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's argument
        super().__init__(id=id)
        self._totals = Totals()
        self._label = ""

    def on_mount(self) -> None:
        """Follow what may be shown."""
        follow_privacy(self, self._hide)

    def show(self, totals: Totals, label: str) -> None:
        """Draw these; `label` says whether they are of all there is."""
        if (totals, label) != (self._totals, self._label):
            self._totals, self._label = totals, label
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each currency, and one for those that have no room."""
        del container, viewport, width
        return min(len(self._totals.of), _MOST)

    def render(self) -> Content:
        """The lines."""
        shown = self._totals.of if len(self._totals.of) <= _MOST else self._totals.of[: _MOST - 1]
        most = self.size.width - _LABEL - 2
        room = Room(usual=min(most, _LARGEST_AMOUNT), most=most)
        zone = AmountZone().around((total.cost for total in shown), room)
        lines = [self._line(total, zone) for total in shown]
        if more := len(self._totals.of) - len(shown):
            lines.append(
                Content.styled(f"{'':{_LABEL}} and {more:,} currencies more: see the details", "$ink-dim")
            )
        labels = (self._label, *[""] * len(lines))
        return Content("\n").join(
            Content.assemble((f" {label:<{_LABEL}}", "$ink-dim"), line)
            for label, line in zip(labels, lines, strict=False)
        )

    def _hide(self, _private: bool) -> None:
        self.refresh()

    def _line(self, total: Total, zone: AmountZone) -> Content:
        if is_private(self):
            return hidden(Content(f"{total.cost.plain} {unit_text(total.cost.currency)}"), Hides.FIGURES)
        number, unit = zone.cell(total.cost)
        room = self.size.width - _LABEL - 2 - cell_len(number + unit)
        behind = next((words for words in _behind(total) if cell_len(words) <= room), "")
        return Content.assemble(
            (number, "bold"), (unit, "$ink-unit"), (cut(behind, max(0, room)), "$ink-dim")
        )


def _behind(total: Total) -> tuple[str, ...]:
    """What else is said, the fullest first."""
    count = f"  {counted(total.count)}"
    if not total.fees:
        return (f"{count}   no fees told", count)
    fees = f"{count}   fees {money_text(total.all_fees)}"
    return (f"{fees}: {fee_words(total.fees)}", fees, count)
