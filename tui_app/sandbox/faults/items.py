"""The items of a list answer, wherever the envelope has them, and one field of an item."""

from __future__ import annotations

from collections.abc import Callable

Item = dict[str, object]
NOTHING = object()
"""What a field that is not there holds, and what is put into one that is to go."""


def items_of(document: object) -> list[Item]:
    """The objects of the answer's first list; the result itself where it has none."""
    result = document.get("result") if isinstance(document, dict) else None
    found = list_of(result)
    if found is None:
        return [result] if isinstance(result, dict) and result else []
    return [item for item in found if isinstance(item, dict)]


def list_of(result: object) -> list[object] | None:
    """The result's list, whether it is one or has one; None where there is none."""
    if isinstance(result, list):
        return result
    values = result.values() if isinstance(result, dict) else ()
    return next((value for value in values if isinstance(value, list)), None)


def change_field(item: Item, path: str, change: Callable[[object], object]) -> None:
    """Let `change` have what stands at a path such as amount.amount, if anything does."""
    *parents, name = path.split(".")
    inside: object = item
    for parent in parents:
        inside = inside.get(parent) if isinstance(inside, dict) else None
    if isinstance(inside, dict) and name in inside:
        value = change(inside[name])
        if value is NOTHING:
            del inside[name]
        else:
            inside[name] = value
