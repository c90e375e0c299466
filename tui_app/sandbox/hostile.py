"""Names a stranger might mint to fool a terminal or a reader: a handful, each on one NFT."""

from __future__ import annotations

HOSTILE_NAMES = (
    "Glyph \x1b[2J\x1b[31m #13\x1b]52;c;aGVsbG8=\x07",
    "[@click=app.quit]Free mint[/]",
    "Closing Bracket [/]",
    "Lunar \u202essap\u202c Pass",
    "Quiet\u200b Teal\u2060 Otter",
    "Family \U0001f468\u200d\U0001f469\u200d\U0001f467 at \U0001f3f3\ufe0f\u200d\U0001f308 Bay",
    "Restless " + "".join(letter + "\u0301\u0320\u0334" * 12 for letter in "Fog"),
    "A very long name that keeps going " * 40,
    "Вluе Маrе #7",
    "Half a moon \ud83c",
    "Two lines\nof\tname\u2028here",
)

HOSTILE_COLLECTION = "[bold red]Verified[/] Drops \x9b31m"
HOSTILE_CREATOR = "\u2066[link=http://127.0.0.1/]official[/link]\u2069"
