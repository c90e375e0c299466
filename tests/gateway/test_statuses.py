"""What HTTP statuses and Retry-After mean for a read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tui_app.domain.errors import (
    CredentialsRejected,
    OfferdeskError,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
)
from tui_app.gateway.http import Reply
from tui_app.gateway.statuses import retry_at, status_error

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)


def error(status: int, retry_after: str = "") -> OfferdeskError | None:
    """What a reply amounts to."""
    return status_error(Reply(status=status, body=b"", retry_after=retry_after), place="api.test", now=NOW)


@pytest.mark.parametrize(
    ("header", "until"),
    [
        ("5", NOW + timedelta(seconds=5)),
        (" 120 ", NOW + timedelta(minutes=2)),
        ("86400", NOW + timedelta(days=1)),
        ("Wed, 21 Oct 2026 07:29:00 GMT", NOW + timedelta(minutes=1)),
        ("Wed, 21 Oct 2026 07:29:00", NOW + timedelta(minutes=1)),
        ("", None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("1000000000", None),
        ("99999999999999999999", None),
        ("٥", None),
        ("soon", None),
        ("Wed, 21 Oct 2020 07:28:00 GMT", None),
        ("Wed, 21 Oct 9999 07:28:00 GMT", None),
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", None),
        ("Wed, 21 Oct 2026 07:29:00 +99999999999999999999", None),
        ("\x00\xff", None),
    ],
)
def test_only_a_believable_wish_is_obeyed(header: str, until: datetime | None) -> None:
    assert retry_at(header, NOW) == until


@pytest.mark.parametrize("status", [200, 201, 204, 206])
def test_a_good_status_leaves_the_body_to_decide(status: int) -> None:
    assert error(status) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, UnreadableReply),
        (302, UnreadableReply),
        (307, UnreadableReply),
        (400, UnreadableReply),
        (401, CredentialsRejected),
        (403, UnreadableReply),
        (404, ServiceGone),
        (408, Unreachable),
        (409, UnreadableReply),
        (410, ServiceGone),
        (418, UnreadableReply),
        (429, RateLimited),
        (500, Unreachable),
        (502, Unreachable),
        (503, Unreachable),
        (504, Unreachable),
        (599, Unreachable),
    ],
)
def test_a_bad_status_becomes_an_error_with_a_remedy(status: int, kind: type[OfferdeskError]) -> None:
    found = error(status)
    assert type(found) is kind
    assert found.title.startswith("api.test ")
    assert found.title.endswith(".")


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_carries_its_end(status: int) -> None:
    found = error(status, "60")
    assert isinstance(found, RateLimited)
    assert found.until == NOW + timedelta(minutes=1)
    assert "after 07:29:00 UTC" in found.title
