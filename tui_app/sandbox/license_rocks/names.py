"""Believable works, people and licences for an instance of license.rocks; nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is sold: a title, its price in cents, how many there are, and what its payload adds."""

    title: str
    cents: int
    amount: int
    licence: str
    description: str


WORKS = (
    Work(
        title="Backstage at the Old Harbour",
        cents=4500,
        amount=250,
        licence="private",
        description="Two songs, unplugged, and a pass for one evening.",
    ),
    Work(
        title="Field Recordings, Volume 3",
        cents=1290,
        amount=1000,
        licence="commercial",
        description="Rain, trams, a market.",
    ),
    Work(
        title="Numbered Print of the Observatory",
        cents=18000,
        amount=40,
        licence="private",
        description="Signed; redeem it for the paper.",
    ),
    Work(
        title="Sample Pack: Brass in a Stairwell",
        cents=999,
        amount=5000,
        licence="commercial",
        description="",
    ),
    Work(
        title="Founding Member, Chess Café Łódź",
        cents=7500,
        amount=120,
        licence="private",
        description="Ein Platz am Fenster.",
    ),
    Work(
        title="The Unfinished Portrait",
        cents=1999999,
        amount=1,
        licence="private",
        description="In a hundred thousand fractions.",
    ),
)

FIRST_NAMES = ("Anouk", "Bastian", "Chiara", "Dorota", "Emil", "Farida", "Goran", "Henrike")
LAST_NAMES = ("Altmann", "Bielak", "Castellani", "Duarte", "Ekström", "Fontaine", "Grünwald", "Horvat")
