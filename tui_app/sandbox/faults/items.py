"""The items of a list answer, wherever the envelope has them, and one field of an item."""

from __future__ import annotations

from collections.abc import Callable

Item = dict[str, object]
NOTHING = object()
"""What a field that is not there holds, and what is put into one that is to go."""


def items_of(document: object) -> list[Item]:
    """The objects of the answer's first list; the result itself where it has none."""
    result = _result(document)
    found = list_of(result)
    if found is None:
        return [result] if isinstance(result, dict) and result else []
    return [item for item in found if isinstance(item, dict)]


def _result(document: object) -> object:
    """What Kraken calls the result, license.rocks the orders, and everybody else the data.

    GraphQL's data has one field that says which call it answers; then it is what stands there.
    """
    if not isinstance(document, dict):
        return None
    found = next((document[name] for name in ("result", "orders", "data") if name in document), None)
    first = next(iter(found.values()), None) if isinstance(found, dict) else None
    if "data" in document and isinstance(first, dict) and list_of(found) is None:
        return first
    return found


def list_of(result: object) -> list[object] | None:
    """The result's list, whether it is one or has one; None where there is none."""
    if isinstance(result, list):
        return result
    values = result.values() if isinstance(result, dict) else ()
    return next((value for value in values if isinstance(value, list)), None)


def change_field(item: Item, path: str, change: Callable[[object], object]) -> None:
    """Let `change` have what stands at a path such as amount.amount or price.0.value, if anything does."""
    *parents, name = path.split(".")
    inside: object = item
    for parent in parents:
        inside = _inside(inside, parent)
    if isinstance(inside, dict) and name in inside:
        value = change(inside[name])
        if value is NOTHING:
            del inside[name]
        else:
            inside[name] = value


def _inside(whole: object, part: str) -> object:
    """A field of an object, or an entry of a list by its number; None where there is none."""
    if isinstance(whole, list):
        return whole[int(part)] if part.isdigit() and int(part) < len(whole) else None
    return whole.get(part) if isinstance(whole, dict) else None
