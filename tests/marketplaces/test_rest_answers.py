"""Whatever the three REST marketplaces answer, it is a refusal, a yes, or one sentence; never a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dew_account import instruction as dew_instruction
from tests.json_forms import FORMS
from tests.rest_account import NAME
from tests.rocks_account import new_order
from tests.tr_account import instruction as tr_instruction
from tui_app.domain.errors import OfferdeskError, OutcomeUnknown, UnreadableReply
from tui_app.domain.verdicts import Action
from tui_app.gateway.rest import Explain
from tui_app.marketplaces.dew.answers import data_in
from tui_app.marketplaces.dew.answers import explain as dew
from tui_app.marketplaces.dew.cancelling import receipt_of as dew_receipt
from tui_app.marketplaces.license_rocks.answers import explain as rocks
from tui_app.marketplaces.license_rocks.creating import receipt_of as rocks_receipt
from tui_app.marketplaces.license_rocks.wire import orders_in, read_order
from tui_app.marketplaces.tokenizationtr.acting import answer_of
from tui_app.marketplaces.tokenizationtr.answers import explain as tr
from tui_app.marketplaces.tokenizationtr.paging import page_in
from tui_app.marketplaces.tokenizationtr.routes import Place

NAMES = ("code", "error", "errors", "data", "orders", "details", "success", "message", "transaction_id")
ENVELOPES = FORMS | st.dictionaries(
    st.sampled_from((*NAMES, "pagination", "total", "hash", "type", "id")), FORMS
)
"""Values as a marketplace's answer has them: the right names with anything in them, and anything at all."""
STATUSES = st.sampled_from((200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503, 599))


@given(value=ENVELOPES, status=STATUSES, explain=st.sampled_from((dew, rocks, tr)))
def test_an_answer_is_a_refusal_in_one_sentence_or_none(value: object, status: int, explain: Explain) -> None:
    refusal = explain(status, value)

    if refusal is not None:
        assert refusal.error.title.endswith(".")
        assert refusal.error.detail.isprintable()


def check_rocks(value: object) -> None:
    """What was created, by an answer."""
    rocks_receipt(new_order(), value)


def check_dew(value: object) -> None:
    """What was cancelled, by an answer."""
    dew_receipt(dew_instruction(), value)


def check_tr(value: object) -> None:
    """What was ended, by an answer."""
    answer_of(tr_instruction(), value)


@given(value=ENVELOPES, check=st.sampled_from((check_rocks, check_dew, check_tr)))
def test_an_answer_to_a_write_is_a_yes_or_unknown(value: object, check: Callable[[object], None]) -> None:
    try:
        check(value)
    except OfferdeskError as error:
        assert isinstance(error, OutcomeUnknown)  # noqa: PT017  # it may as well not be raised


@given(value=ENVELOPES)
def test_an_admins_yes_is_one_whatever_its_body(value: object) -> None:
    answer_of(tr_instruction(Action.ACCEPT, Place.NODE), value)


@given(value=ENVELOPES, read=st.sampled_from((data_in, orders_in, page_in)))
def test_an_answer_to_a_read_is_a_list_or_unreadable(value: object, read: Callable[[object], object]) -> None:
    try:
        read(value)
    except OfferdeskError as error:
        assert isinstance(error, UnreadableReply)  # noqa: PT017  # it may as well not be raised


@pytest.mark.parametrize("status", [200, 400])
def test_a_yes_and_a_no_at_once_settle_nothing(status: int) -> None:
    both: tuple[tuple[Explain, Mapping[str, object]], ...] = (
        (rocks, {"orders": [{"id": 1}], "error": "but"}),
        (tr, {"error": "but", "transaction_id": "68c0"}),
        (dew, {"code": 0, "data": {"code": 5}}),
    )
    for explain, value in both:
        refusal = explain(status, value)
        assert refusal is not None
        assert not refusal.definite


@given(value=FORMS)
def test_an_item_of_any_kind_leaves_its_order_readable(value: object) -> None:
    seen = read_order({"id": 1, "orderItems": [value, {"nft": value, "listing": value}]}, NAME)

    assert seen.order.key.ref == "1"
