"""Every case of the first campaign, and which of them make the sample that always runs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

from tests.campaigns.scene import CRASHES
from tests.campaigns.troubles import TROUBLES
from tests.campaigns.verbs import VERBS


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An action, its trouble and the moment of the kill, by name."""

    action: str
    trouble: str
    moment: str

    def __str__(self) -> str:
        return f"{self.action}-{self.trouble}-killed {self.moment}".replace(" ", "_")


EVERY: Final = tuple(
    Case(action=action, trouble=trouble.name, moment=moment)
    for trouble, action, moment in product(TROUBLES, VERBS, CRASHES)
)
_PLACES = tuple(product(VERBS, CRASHES))
SAMPLE: Final = tuple(
    # Steps that are prime to both numbers of places bring each action together with each moment.
    Case(
        action=_PLACES[index * 13 % len(_PLACES)][0],
        trouble=trouble.name,
        moment=_PLACES[index * 13 % len(_PLACES)][1],
    )
    for index, trouble in enumerate(TROUBLES)
)
"""Each trouble once, and each action at each moment at least once."""
