"""Every fault there is, by name."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.sandbox.faults.bodies import BODIES
from tui_app.sandbox.faults.breaks import BREAKS
from tui_app.sandbox.faults.drift import DRIFT
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.graphql_errors import GRAPHQL_ERRORS
from tui_app.sandbox.faults.kraken_errors import KRAKEN_ERRORS
from tui_app.sandbox.faults.market_faults import MARKET_FAULTS
from tui_app.sandbox.faults.paging import PAGING
from tui_app.sandbox.faults.statuses import STATUS_FAULTS
from tui_app.sandbox.faults.waits import WAITS

FAULTS: Mapping[str, Fault] = {
    fault.name: fault
    for fault in (
        *BREAKS,
        *WAITS,
        *STATUS_FAULTS,
        *BODIES,
        *DRIFT,
        *PAGING,
        *KRAKEN_ERRORS,
        *GRAPHQL_ERRORS,
        *MARKET_FAULTS,
    )
}
