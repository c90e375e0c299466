"""Tokens that were bought as rows of a list: they are counted up in memory, not kept."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_app.domain.purchase import Group


class GroupRow(NamedTuple):
    """What was bought of one token, and the row it stands in."""

    row_id: int
    group: Group


@dataclass(slots=True)
class GroupRows:
    """The groups that are shown. A token keeps its row however many more it comes to."""

    groups: tuple[Group, ...] = ()

    @property
    def row_ids(self) -> array[int]:
        """A row for each group, in their order."""
        return array("q", range(len(self.groups)))

    def rows(self, row_ids: Sequence[int]) -> list[GroupRow]:
        """The groups in these rows, as far as they are there."""
        return [GroupRow(each, self.groups[each]) for each in row_ids if 0 <= each < len(self.groups)]
