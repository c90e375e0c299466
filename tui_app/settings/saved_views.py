"""views.toml: the views that were saved in a list, and the columns chosen for a list without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tui_app.settings.own_files import alone_with, replace_own_file
from tui_app.settings.places import SettingsError
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import PROBLEM_LIMIT, Document, Problem, first_problems, read_document
from tui_app.settings.views import (
    PARTS,
    SIDES,
    VIEW_LIMIT,
    ColumnSetting,
    ViewSetting,
    columns_of,
    views_in,
    wrong_column,
)

_HEADER: Final = "# Written by offerdesk: what was saved in its lists. Your own file is settings.toml.\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViews:
    """What views.toml holds: views in their order, and the columns chosen for a list, by its side."""

    views: tuple[ViewSetting, ...] = ()
    columns: Mapping[str, tuple[ColumnSetting, ...]] = field(default_factory=lambda: MappingProxyType({}))


def load_views(file: Path, most: int = PROBLEM_LIMIT) -> tuple[SavedViews, tuple[Problem, ...]]:
    """What views.toml holds and the first of what is wrong with it. Raises nothing for any file."""
    document = read_document(file)
    columns, wrong = _columns_of_lists(document)
    known = SavedViews(views=views_in(document)[0], columns=MappingProxyType(columns))
    return known, first_problems(document, _problems(document, wrong), most)


def save_views(file: Path, saved: SavedViews) -> None:
    """Replace views.toml, all of it or nothing. Raises SettingsError, ValueError for two views of one name.

    A file that could not be understood in full is first copied beside it, as is one of accounts.
    """
    import tomli_w  # needed only when a view changes

    names = [view.name for view in saved.views]
    if len(set(names)) < len(names):
        raise ValueError("two views have the same name")
    if len(names) > VIEW_LIMIT:
        raise SettingsError(f"There are {VIEW_LIMIT} views already: remove one first.")
    content: dict[str, object] = {"views": [_written(view) for view in saved.views]}
    if saved.columns:
        content["columns"] = {side: _written_columns(each) for side, each in saved.columns.items()}
    text = _HEADER + tomli_w.dumps(content)
    replace_own_file(file, text, holds="views", understood=not load_views(file)[1])


def change_views(file: Path, change: Callable[[SavedViews], SavedViews]) -> SavedViews:
    """Change what the file holds now, which another window may just have written. As `save_views`."""
    with alone_with(file):
        saved = change(load_views(file)[0])
        save_views(file, saved)
    return saved


def with_view(saved: SavedViews, view: ViewSetting) -> SavedViews:
    """The same with this view: in place of the one of its name, or at the end."""
    others = {each.name: each for each in saved.views}
    return replace(saved, views=tuple({**others, view.name: view}.values()))


def without_view(saved: SavedViews, name: str) -> SavedViews:
    """The same without the view of this name."""
    return replace(saved, views=tuple(each for each in saved.views if each.name != name))


def with_name(saved: SavedViews, old: str, new: str) -> SavedViews:
    """The same with another name for one view. Another view of that name gives way to it."""
    kept = (each for each in saved.views if each.name == old or each.name != new)
    return replace(saved, views=tuple(replace(each, name=new) if each.name == old else each for each in kept))


def with_columns(saved: SavedViews, side: str, columns: tuple[ColumnSetting, ...]) -> SavedViews:
    """The same with these columns for a list without a view; with none, those it has anyway."""
    others = {each: chosen for each, chosen in saved.columns.items() if each != side}
    return replace(saved, columns=MappingProxyType(others | ({side: columns} if columns else {})))


def _columns_of_lists(
    document: Document,
) -> tuple[dict[str, tuple[ColumnSetting, ...]], list[tuple[str, str]]]:
    """The chosen columns by side, and what is wrong with which."""
    table = document.table.get("columns", {})
    known, wrong = dict[str, tuple[ColumnSetting, ...]](), list[tuple[str, str]]()
    for side, listed in table.items() if isinstance(table, dict) else ():
        if side not in SIDES or not isinstance(listed, list):
            wrong.append((str(side), "is not a list of columns: remove it."))
        else:
            known[side], left = columns_of(listed)
            wrong.extend((side, wrong_column(each)) for each in left)
    return {side: columns for side, columns in known.items() if columns}, wrong


def _problems(document: Document, wrong_columns: list[tuple[str, str]]) -> Iterator[Problem]:
    for name, value in document.table.items():
        if not isinstance(value, {"views": list, "columns": dict}.get(name, ())):
            yield document.wrong(f"{quoted(name)} does not belong here: remove it.", name)
    for side, words in wrong_columns:
        yield document.wrong(f"{quoted(side)} {words}", side, "columns")
    yield from views_in(document)[1]


def _written(view: ViewSetting) -> dict[str, object]:
    parts = {name: getattr(view, name) for name in ("name", *PARTS)}
    parts["columns"] = _written_columns(view.columns)
    return {name: value for name, value in parts.items() if value}


def _written_columns(columns: tuple[ColumnSetting, ...]) -> list[str]:
    return [each.name if each.width is None else f"{each.name}:{each.width}" for each in columns]
