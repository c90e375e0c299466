"""Sets of keys to start from: `preset` in `[keys]`. What stands beside it in the settings comes on top."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LISTS: Final = ("list", "detail", "orders", "purchases")
_PAGED: Final = (*_LISTS, "activity", "action", "accounts", "insights")

_VIM: Final = {
    **{f"{place}.page_down": "pagedown,ctrl+f,ctrl+d" for place in _PAGED},
    **{f"{place}.page_up": "pageup,ctrl+b,ctrl+u" for place in _PAGED},
    **dict.fromkeys(("detail.previous", "orders.tab_before", "media.before"), "left,h"),
    **dict.fromkeys(("detail.next", "orders.tab_after", "media.next"), "right,l"),
    "insights.before": "left,shift+tab,h",
    "insights.next": "right,tab,l",
    "activity.up": "up,k",
    "activity.first": "home,g",
    "activity.last": "end,G",
    "action.up": "up,k",
    "action.first": "home,g",
    "action.last": "end,G",
    "activity.look_again": "l",
    "activity.resume": "c",
}
_ARROWS: Final = {
    **{f"{place}.down": "down" for place in (*_LISTS, "activity", "action", "accounts", "insights")},
    **{f"{place}.up": "up" for place in (*_LISTS, "accounts", "insights")},
    **{f"{place}.first": "home" for place in _LISTS},
    **{f"{place}.last": "end" for place in _LISTS},
    **dict.fromkeys(("list.status_before", "purchases.search_before"), "left_square_bracket,ctrl+left"),
    **dict.fromkeys(("list.status_after", "purchases.search_after"), "right_square_bracket,ctrl+right"),
    "columns.before": "shift+up",
    "columns.after": "shift+down",
    "columns.narrower": "left",
    "columns.wider": "right",
}

PRESETS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "vim": MappingProxyType(_VIM),
        "arrows": MappingProxyType(_ARROWS),
    }
)
"""By the name of the set: other keys by binding id. With `arrows` nothing needs a letter for moving."""
