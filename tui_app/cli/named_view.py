"""`offers --view NAME`: a saved view as the dashboard's `w` has it."""

from __future__ import annotations

from tui_app.cli.ground import Where, places_of
from tui_app.domain.errors import UsageError
from tui_app.settings import load_settings
from tui_app.settings.saved_views import load_views
from tui_app.settings.view_choices import view_choices
from tui_app.settings.views import ViewSetting


def named_view(name: str, where: Where) -> ViewSetting:
    """The view of this name, in whatever case. Raises UsageError where there is none."""
    places = places_of(where)
    own = load_settings(places.settings_file)[0].views if places else ()
    saved = load_views(places.views_file)[0].views if places else ()
    views = {choice.view.name.casefold(): choice.view for choice in view_choices(own, saved)}
    if (view := views.get(name.casefold())) is None:
        known = ", ".join(each.name for each in views.values())
        raise UsageError(f"There is no view “{name}”.", f"Views: {known}.")
    return view
