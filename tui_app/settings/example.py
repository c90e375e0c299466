"""The settings file as an example: every setting with its default and a sentence, as reading goes by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from textwrap import wrap
from types import MappingProxyType
from typing import Final

from tui_app.settings.notices import MINIMUM_PARTS, NOTICES, NoticeSettings
from tui_app.settings.preferences import RULES, Settings
from tui_app.settings.views import PARTS

_WIDTH: Final = 96
_HEAD: Final = (
    "# The settings of offerdesk, each as it is without this file. The program never writes it.\n"
    "# Take the # away from an example to use it; offerdesk settings --check names mistakes.\n"
)
_TABLES: Final = MappingProxyType(
    {
        "floors": ('"*" = "5 USDC, 0.002 ETH"',),
        "watch": ('mojito = ["021272bc-e41b-412f-8631-f63304a6d3a6"]',),
        "signer_commands": ('mojito = ["my-signer", "--json"]',),
        "credential_commands": ('mojito = ["my-secrets", "offerdesk", "mojito"]',),
        "keys": ('preset = "vim"', '"offer.accept" = "ctrl+a"', '"app.quit" = "f10"'),
    }
)
"""Tables that are empty at first, each with lines that would be right."""
_MINIMUM: Final = MappingProxyType(
    {"collection": '"*"', "amount": '"1 USDC, 0.001 ETH"', "marketplace": '"kraken"'}
)
_VIEW: Final = MappingProxyType(
    {
        "side": '"received"',
        "status": '"open"',
        "filter": '"price>100"',
        "account": '"main"',
        "sort": '"price"',
        "reverse": "true",
        "columns": '["nft:30", "price", "best", "ends"]',
    }
)


def example() -> str:
    """A settings file that changes nothing; without the # before its examples it is understood too."""
    tables = [name for name in RULES if not _is_plain(name)]
    plain = (line for name in RULES if _is_plain(name) for line in _setting(name))
    return "\n".join((_HEAD, *plain, *(line for name in tables for line in _table(name))))


def _is_plain(name: str) -> bool:
    return name not in _TABLES and name not in {"notices", "minimum", "views"}


def _setting(name: str) -> Iterator[str]:
    yield from _sentence(RULES[name].about)
    yield f"{name} = {_as_toml(getattr(Settings(), name))}"
    yield ""


def _table(name: str) -> Iterator[str]:
    yield from _sentence(RULES[name].about)
    match name:
        case "notices":
            yield "[notices]"
            for part, rule in NOTICES.items():
                yield f"{part} = {_as_toml(getattr(NoticeSettings(), part))}  # {rule.about}"
        case "minimum":
            yield "#[[minimum]]"
            yield from (f"#{part} = {_MINIMUM[part]}  # {rule.about}" for part, rule in MINIMUM_PARTS.items())
        case "views":
            yield from ("#[[views]]", '#name = "Big offers"')
            yield from (f"#{part} = {_VIEW[part]}  # {rule.words}" for part, rule in PARTS.items())
        case _:
            yield f"[{name}]"
            yield from (f"#{line}" for line in _TABLES[name])
    yield ""


def _sentence(about: str) -> Iterable[str]:
    return wrap(about, _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _as_toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case timedelta():
            return f'"{value // timedelta(minutes=1)}m"' if value % timedelta(hours=1) else _hours(value)
        case tuple():
            return f"[{', '.join(map(_as_toml, value))}]"
        case _:
            return str(value)


def _hours(value: timedelta) -> str:
    return f'"{value // timedelta(hours=1)}h"'
