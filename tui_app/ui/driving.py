"""What draws, and hears of all that may become of its terminal meanwhile."""

from __future__ import annotations

from textual.driver import Driver

from tui_app.ui.hanging_up import noticing_its_end
from tui_app.ui.job_control import going_on_once
from tui_app.ui.outliving import outliving
from tui_app.ui.resizing import one_size_after_the_other
from tui_app.ui.surface import Surface
from tui_app.ui.switching_off import switching_off


def driver_for(app: Surface) -> type[Driver]:
    """The system's own driver for this app, with what it lacks."""

    def gone(code: int) -> None:
        app.call_later(app.leave, code)

    driver = switching_off(noticing_its_end(app.driver_class, gone))
    return one_size_after_the_other(outliving(going_on_once(driver)))
