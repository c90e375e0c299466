"""Each of Kraken's error strings becomes an error whose sentence names the remedy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    OutcomeUnknown,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
)
from tui_app.gateway.decode import write_json
from tui_app.gateway.http import Reply
from tui_app.marketplaces.kraken.envelope import result_of_read, result_of_write
from tui_app.marketplaces.kraken.errors import ArgumentsRefused, Entry, NonceRefused, error_of

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)
SOON = int((NOW + timedelta(minutes=1)).timestamp())

TABLE: list[tuple[str, type[OfferdeskError]]] = [
    ("EAPI:Invalid key", CredentialsRejected),
    ("EAPI:Invalid signature", CredentialsRejected),
    ("EAPI:Invalid nonce", NonceRefused),
    ("EAPI:Rate limit exceeded", RateLimited),
    ("EAPI:Bad request", ActionRefused),
    ("EAPI:Invalid arguments:offer not found", OfferGone),
    ("EAPI:Invalid arguments:price below min", ActionRefused),
    ("EAPI:Invalid arguments:expire_time above max", ActionRefused),
    ("EAPI:Invalid arguments:start_time must be < expire_time", ActionRefused),
    ("EAPI:Invalid arguments:No auction with the provided ID", OfferGone),
    ("EAPI:Invalid arguments", ArgumentsRefused),
    ("EGeneral:Invalid arguments", ArgumentsRefused),
    ("EGeneral:Invalid arguments:nft_id", ArgumentsRefused),
    ("EGeneral:Invalid arguments:offer not found", OfferGone),
    ("EGeneral:Permission denied", CredentialsRejected),
    ("EGeneral:Unknown method", ServiceGone),
    ("EGeneral:Temporary lockout", RateLimited),
    ("EGeneral:No Balance:nfts not available", ActionRefused),
    ("EGeneral:Invalid User:auction owned by someone else", ActionRefused),
    ("EService:Unavailable", Unreachable),
    ("EService:Deadline elapsed", Unreachable),
    (f"EService: Throttled: {SOON}", RateLimited),
    ("EAuth:Failed", CredentialsRejected),
    ("EAPI:Something new", ActionRefused),
    ("ENFT:Whatever", ActionRefused),
    ("", ActionRefused),
]
UNSURE = {"EService:Unavailable", "EService:Deadline elapsed", "ENFT:Whatever", ""}


def said(*errors: object, result: object = None, status: int = 200) -> Reply:
    """An answer with these entries in its error array."""
    return Reply(status=status, body=write_json({"error": errors, "result": result}).encode())


def of_read(reply: Reply) -> object:
    """What a read makes of an answer."""
    return result_of_read(reply, place="api.test", now=NOW)


@pytest.mark.parametrize(("words", "kind"), TABLE)
def test_a_known_string_becomes_the_error_of_its_remedy(words: str, kind: type[OfferdeskError]) -> None:
    with pytest.raises(OfferdeskError) as caught:
        of_read(said(words))
    assert type(caught.value) is kind
    assert caught.value.title.endswith(".")


@pytest.mark.parametrize(("words", "kind"), TABLE)
def test_a_write_takes_only_definite_words_for_a_no(words: str, kind: type[OfferdeskError]) -> None:
    with pytest.raises(OfferdeskError) as caught:
        result_of_write(said(words), now=NOW)
    assert type(caught.value) is (OutcomeUnknown if words in UNSURE else kind)


@pytest.mark.parametrize(
    "spelling", ["EAPI:invalid KEY", "EAPI : Invalid key", " EAPI:Invalid key ", "eapi:Invalid key:x"]
)
def test_blanks_case_and_additions_do_not_matter(spelling: str) -> None:
    assert error_of((Entry.of(spelling),), NOW).title == error_of((Entry.of("EAPI:Invalid key"),), NOW).title


@pytest.mark.parametrize(
    ("words", "until"),
    [
        (f"EService: Throttled: {SOON}", NOW + timedelta(minutes=1)),
        (f"EService:Throttled:[{SOON}]", NOW + timedelta(minutes=1)),
        ("EService:Throttled:1", None),
        ("EService:Throttled:99999999999999999999", None),
        ("EService:Throttled", None),
        ("EService:Throttled:٣", None),
        ("EAPI:Rate limit exceeded", NOW + timedelta(seconds=15)),
        ("EGeneral:Temporary lockout", None),
    ],
)
def test_a_limit_carries_its_end_where_it_is_known(words: str, until: datetime | None) -> None:
    limited = error_of((Entry.of(words),), NOW)
    assert isinstance(limited, RateLimited)
    assert limited.until == until


@pytest.mark.parametrize(
    "words", ["EFuture:\x1b]52;c;AAAA\x07[@click=app.quit]", "\u202eevil", "x" * 100_000]
)
def test_unknown_words_are_quoted_harmlessly(words: str) -> None:
    refused = error_of((Entry.of(words),), NOW)
    assert refused.detail.startswith("Kraken says: ")
    assert refused.detail.isprintable()
    assert len(refused.detail) < 300


@pytest.mark.parametrize("entry", [None, 5, {"code": 1}, ["EAPI:Invalid key"], True])
def test_an_entry_that_is_no_text_is_an_error_of_unknown_meaning(entry: object) -> None:
    with pytest.raises(ActionRefused):
        of_read(said(entry))
    with pytest.raises(OutcomeUnknown):
        result_of_write(said(entry), now=NOW)


def test_warnings_do_not_spoil_a_result() -> None:
    reply = said("WGeneral:Slow", "WAPI:Deprecated", result={"auction_id": "A1"})
    assert of_read(reply) == result_of_write(reply, now=NOW) == {"auction_id": "A1"}


def test_errors_win_over_a_result_beside_them_in_a_read() -> None:
    with pytest.raises(ArgumentsRefused):
        of_read(said("EGeneral:Invalid arguments", result={"count": 0, "offers": []}))


def test_an_error_beside_a_result_leaves_a_write_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        result_of_write(said("EGeneral:Invalid arguments", result={"auction_id": "A1"}), now=NOW)


def test_one_doubtful_word_among_definite_ones_leaves_a_write_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        result_of_write(said("EAPI:Invalid key", "EService:Unavailable"), now=NOW)


def test_an_internal_error_leaves_a_write_unknown() -> None:
    with pytest.raises(OutcomeUnknown):
        result_of_write(said("EGeneral:Internal error"), now=NOW)


@pytest.mark.parametrize("status", [408, 409, 425, 500, 502, 503, 504])
def test_these_statuses_leave_a_write_unknown_whatever_the_words(status: int) -> None:
    for reply in (said("EAPI:Invalid key", status=status), said(result={"auction_id": "A1"}, status=status)):
        with pytest.raises(OutcomeUnknown):
            result_of_write(reply, now=NOW)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 404, 418, 429])
def test_other_statuses_need_known_words_for_a_definite_no(status: int) -> None:
    with pytest.raises(CredentialsRejected):
        result_of_write(said("EAPI:Invalid key", status=status), now=NOW)
    with pytest.raises(OutcomeUnknown):
        result_of_write(Reply(status=status, body=b"<html>"), now=NOW)
    with pytest.raises(OutcomeUnknown):
        result_of_write(said(status=status), now=NOW)


BODIES = [
    b"",
    b"<html>",
    b'{"error": []',
    b"null",
    b"[]",
    b'"x"',
    b"5",
    b'{"error": "EAPI:Invalid key"}',
    b'{"error": null}',
]


@pytest.mark.parametrize("body", BODIES)
def test_a_body_of_foreign_form_is_unreadable_to_a_read_and_unknown_to_a_write(body: bytes) -> None:
    with pytest.raises(UnreadableReply):
        of_read(Reply(status=200, body=body))
    with pytest.raises(OutcomeUnknown):
        result_of_write(Reply(status=200, body=body), now=NOW)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (said("EAPI:Invalid key", status=403), CredentialsRejected),
        (said("EGeneral:Unknown method", status=404), ServiceGone),
        (Reply(status=404, body=b"<html>"), ServiceGone),
        (Reply(status=401, body=b""), CredentialsRejected),
        (Reply(status=502, body=b"<html>"), Unreachable),
        (said("EAPI:Invalid key", status=502), Unreachable),
        (Reply(status=429, body=b"", retry_after="5"), RateLimited),
        (Reply(status=302, body=b""), UnreadableReply),
        (said(result={"x": 1}, status=404), ServiceGone),
    ],
)
def test_a_read_makes_the_best_of_status_and_words(reply: Reply, kind: type[OfferdeskError]) -> None:
    with pytest.raises(OfferdeskError) as caught:
        of_read(reply)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("words", "fields", "possible"),
    [
        ("EGeneral:Invalid arguments", ("pos",), True),
        ("EGeneral:Invalid arguments:pos", ("pos",), True),
        ("EGeneral:Invalid arguments:chain", ("pos", "count"), False),
        ("EAPI:Invalid arguments: count above max", ("pos", "count"), True),
    ],
)
def test_words_may_say_which_argument_is_meant(words: str, fields: tuple[str, ...], possible: bool) -> None:
    refused = error_of((Entry.of(words),), NOW)
    assert isinstance(refused, ArgumentsRefused)
    assert refused.may_be_about(*fields) is possible
