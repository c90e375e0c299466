"""What a person sees when the program ends by a bug of its own."""

from __future__ import annotations

from tui_app.log.crash import where_it_was


def crash_report(error: BaseException | None, log: str = "") -> str:
    """Where it happened and of what kind it was; `log` is the file that says it too, if one does."""
    lines = ["offerdesk ended by a bug of its own; your ledger is safe. Please report this:", ""]
    lines += [f"  {line}" for line in where_it_was(error)]
    if log:
        lines += ["", f"It is written down in {log}, and `offerdesk doctor` tells what else helps."]
    return "\n".join(lines)
