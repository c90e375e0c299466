"""An entry of Kraken's list becomes an offer exactly, or a sentence that costs no other entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kraken_account import SEED_OFFER, offer_entry
from tui_app.domain.errors import UnreadableReply
from tui_app.domain.nft import MediaKind
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, Role, SeenOffer, Side
from tui_app.domain.unopened import Unopened
from tui_app.gateway.decode import read_json
from tui_app.marketplaces.kraken.values import moment_of
from tui_app.marketplaces.kraken.wire import Listed, list_page, read_page


def listed(*entries: object) -> list[Listed]:
    """What a page with these entries reads as."""
    return read_page({"offers": list(entries), "count": 1}, account="hotlips", side=Side.RECEIVED)[0]


def offer(entry: object) -> Offer:
    """The one offer in a page."""
    (only,) = listed(entry)
    assert isinstance(only.read, SeenOffer), only.read
    return only.read.offer


def complaint(entry: object) -> str:
    """The sentence about the one unreadable entry in a page."""
    (only,) = listed(entry)
    assert isinstance(only.read, str)
    return only.read


def without(path: str) -> dict[str, Any]:
    """The printed offer without one field."""
    entry = offer_entry()
    *outer, last = path.split("__")
    inner = entry
    for step in outer:
        inner = inner[step]
    del inner[last]
    return entry


@pytest.mark.parametrize(("side", "role"), [(Side.RECEIVED, Role.OWNER), (Side.PLACED, Role.BIDDER)])
def test_the_list_tells_the_role(side: Side, role: Role) -> None:
    (only,) = read_page({"offers": [SEED_OFFER], "count": 1}, account="hotlips", side=side)[0]
    assert isinstance(only.read, SeenOffer)
    assert only.read.offer.role is role


def test_the_printed_example_reads_as_what_it_says() -> None:
    found = offer(SEED_OFFER)
    assert found.key == OfferKey("hotlips", "ON65F7C-CDFOB-VSYE6D")
    assert (found.marketplace, found.side, found.status) == ("kraken", Side.RECEIVED, OfferStatus.OPEN)
    assert (found.status_said.raw, found.detail.raw, found.maker.raw) == (
        "open",
        "LOCKED",
        "disagree-solve-wait",
    )
    assert (found.price.plain, found.price.currency.issuer, found.price.currency.code) == (
        "5.00000000",
        "kraken",
        "USDC",
    )
    assert found.placed_at == datetime(2024, 3, 5, 22, 58, 32, tzinfo=UTC)
    assert found.expires == datetime(2024, 3, 11, 23, 0, tzinfo=UTC)
    assert found.quote_id is None
    nft = found.nft
    assert (nft.nft_id, nft.name.raw, nft.chain.raw, nft.chain_asset.raw) == (
        "NTF6XJ7-FK7UJ-STHZ2W",
        "Decent Aqua Narwhal",
        "SOLANA",
        "SOL",
    )
    assert (nft.collection_id, nft.collection.raw) == ("NCZPYAB-V6MJD-4X7NG7", "brains + zombies (brains)")
    assert [creator.raw for creator in nft.creators] == ["brains + zombies"]
    (medium,) = nft.media  # the main image is listed twice
    assert (medium.kind, medium.media_type.raw, medium.size) == (MediaKind.MAIN, "image/png", 10188897)
    assert "media1%2F25735d1e" in medium.url.raw


@pytest.mark.parametrize(
    ("wire", "plain"),
    [
        ('"5.00000000"', "5.00000000"),
        ("5", "5"),
        ("5.0", "5.0"),
        ('"0.5000000000"', "0.5000000000"),
        ("0.00000001", "0.00000001"),
        ("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"),
        (str(2**256), str(2**256)),
        ("0", "0"),
        ("1e3", "1000"),
    ],
)
def test_amounts_are_exact_as_text_integer_or_number(wire: str, plain: str) -> None:
    body = json.dumps(offer_entry(amount__amount="HERE")).replace('"HERE"', wire)
    assert offer(read_json(body.encode(), source="Kraken")).price.plain == plain


@pytest.mark.parametrize(
    "amount", ["-1", -1, "1_000", " 5 ", "٥", "NaN", "", "1,5", None, True, [], {}, "0x5", "1e400"]
)
def test_an_amount_that_is_none_makes_its_entry_unreadable(amount: object) -> None:
    assert "amount" in complaint(offer_entry(amount__amount=amount))


@pytest.mark.parametrize("absent", ["None", "none", "null", "", None, " None "])
def test_an_absent_quote_is_no_quote_however_it_is_written(absent: object) -> None:
    assert offer(offer_entry(quote_id=absent)).quote_id is None


def test_a_quote_keeps_its_id() -> None:
    assert offer(offer_entry(quote_id="Q1-2")).quote_id == "Q1-2"


@pytest.mark.parametrize("field", ["id", "item__nft_id", "amount__asset_alt_name"])
@pytest.mark.parametrize(
    "value", ["None of yours", "", "a b", "x\x1b[2J", "ОN65", "y" * 81, 5, None, "a/b", "\ud800"]
)
def test_an_id_of_foreign_form_makes_its_entry_unreadable(field: str, value: object) -> None:
    assert field.replace("__", ".") in complaint(offer_entry(**{field: value}))


@pytest.mark.parametrize(
    "missing", ["id", "amount", "amount__amount", "time", "expire_time", "status", "item", "item__nft_id"]
)
def test_what_money_hangs_on_may_not_be_missing(missing: str) -> None:
    assert missing.replace("__", ".") in complaint(without(missing))


@pytest.mark.parametrize(
    "missing",
    [
        "quote_id",
        "status_detail",
        "ref_bucket_id",
        "social_id",
        "amount__asset_name",
        "item__nft_name",
        "item__nft_thumbnail_url",
        "item__nft_image",
        "item__nft_media",
        "item__creators",
        "item__blockchain",
        "item__collection_id",
        "item__collection_name",
    ],
)
def test_what_is_only_looked_at_may_be_missing_null_or_of_any_type(missing: str) -> None:
    assert offer(without(missing)).key.offer_id == SEED_OFFER["id"]
    strange: list[object] = [None, [], {}]
    for value in strange:
        if missing not in {"quote_id", "item__collection_id"} or value is None:
            assert offer(offer_entry(**{missing: value})).key.offer_id == SEED_OFFER["id"]


@pytest.mark.parametrize(
    ("said", "detail", "status"),
    [
        ("open", "LOCKED", OfferStatus.OPEN),
        ("Open", "", OfferStatus.OPEN),
        ("closed", "", OfferStatus.CLOSED),
        ("closed", "CANCELLED", OfferStatus.CANCELLED),
        ("closed", "Canceled by user", OfferStatus.CANCELLED),
        ("closed", "FILLED", OfferStatus.ACCEPTED),
        ("CLOSED", "accepted", OfferStatus.ACCEPTED),
        ("closed", "filled, then cancelled", OfferStatus.CLOSED),
        ("closed", "not filled", OfferStatus.CLOSED),
        ("closed", "PartialFilled", OfferStatus.CLOSED),
        ("closed", "UNFILLED", OfferStatus.CLOSED),
        ("open", "cancelled", OfferStatus.OPEN),
        ("expired", "cancelled", OfferStatus.EXPIRED),
        ("sleeping", "", OfferStatus.UNKNOWN),
        ("", "", OfferStatus.UNKNOWN),
    ],
)
def test_a_status_is_told_with_its_detail_and_its_words_kept(
    said: str, detail: str, status: OfferStatus
) -> None:
    found = offer(offer_entry(status=said, status_detail=detail))
    assert found.status is status
    assert (found.status_said.raw, found.detail.raw) == (said, detail)


@pytest.mark.parametrize(
    ("wire", "moment"),
    [
        (1709679512, datetime(2024, 3, 5, 22, 58, 32, tzinfo=UTC)),
        ("1709679512", datetime(2024, 3, 5, 22, 58, 32, tzinfo=UTC)),
        (Decimal("1709679512.25"), datetime(2024, 3, 5, 22, 58, 32, 250_000, tzinfo=UTC)),
        (1709679512123, datetime(2024, 3, 5, 22, 58, 32, 123_000, tzinfo=UTC)),
        (1709679512123456, datetime(2024, 3, 5, 22, 58, 32, 123_456, tzinfo=UTC)),
        (1700703273865968600, datetime(2023, 11, 23, 1, 34, 33, 865_968, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (4294967295, datetime(2106, 2, 7, 6, 28, 15, tzinfo=UTC)),
        (99_999_999_999, datetime(5138, 11, 16, 9, 46, 39, tzinfo=UTC)),
    ],
)
def test_moments_are_seconds_or_finer_by_their_size(wire: object, moment: datetime) -> None:
    assert moment_of(wire) == moment


@pytest.mark.parametrize(
    "wire", [-1, "soon", "", None, True, [], 10**30, Decimal("1E+300"), "2024-03-05T00:00:00Z"]
)
def test_what_is_no_moment_makes_its_entry_unreadable(wire: object) -> None:
    assert "time" in complaint(offer_entry(time=wire))
    assert "expire_time" in complaint(offer_entry(expire_time=wire))


@pytest.mark.parametrize("never", [0, "0"])
def test_an_end_of_zero_is_no_end(never: object) -> None:
    assert offer(offer_entry(expire_time=never)).expires is None


@pytest.mark.parametrize("nothing", ["", "  "])
def test_an_entry_with_an_empty_id_is_named_as_one_without(nothing: str) -> None:
    assert complaint(offer_entry(id=nothing)).startswith("An entry without an id cannot be read")


def test_an_amount_that_cannot_be_meant_is_one_sentence() -> None:
    entry = offer_entry(amount__amount="9" * 90)
    assert complaint(entry).endswith("cannot be read because of its amount: amount too large.")


@pytest.mark.parametrize("entry", [None, 5, "x", [], True, [[[[]]]]])
def test_an_entry_that_is_no_object_is_one_sentence(entry: object) -> None:
    assert complaint(entry).startswith("An entry without an id cannot be read")


def test_a_bad_entry_costs_no_other() -> None:
    found = listed(offer_entry(id="O1"), offer_entry(id="O2", time="x"), None, offer_entry(id="O4"))
    assert [isinstance(each.read, SeenOffer) for each in found] == [True, False, False, True]


@pytest.mark.parametrize(
    "hostile", ["x\x1b]52;c;AAAA\x07", "[@click=app.quit]x[/]", "\u202eevil", "\ud800", "a" * 9_000_000]
)
def test_hostile_names_are_kept_apart_from_what_is_shown(hostile: str) -> None:
    nft = offer(offer_entry(item__nft_name=hostile)).nft
    assert nft.name.shown.isprintable()
    assert len(nft.name.raw) <= 4096
    nft.name.raw.encode()


def test_a_complaint_repeats_no_value_but_a_harmless_id() -> None:
    said = complaint(offer_entry(id="O1\x1b[2J", time="canary", social_id="canary"))
    assert "canary" not in said
    assert said.isprintable()


@pytest.mark.parametrize(
    "media",
    [
        None,
        [],
        [None],
        ["x"],
        [{}],
        [{"kind": "Main", "media": None}],
        [{"media": {"url": ""}}],
        [{"media": {"url": None}}],
    ],
)
def test_media_that_are_not_there_yet_are_left_out(media: object) -> None:
    assert offer(offer_entry(item__nft_media=media, item__nft_image=None)).nft.media == ()


@pytest.mark.parametrize("size", [None, -1, "10", True, 1.5])
def test_a_medium_of_strange_kind_or_size_is_kept_without_them(size: object) -> None:
    entry = {"kind": "Hologram", "media": {"url": "https://x.test/a.png", "size": size}}
    (medium,) = offer(offer_entry(item__nft_media=[entry], item__nft_image=None)).nft.media
    assert (medium.kind, medium.size, medium.media_type.raw) == (MediaKind.OTHER, None, "")


def raw_of(entry: object) -> str:
    """What is kept of the one entry of a page."""
    (only,) = listed(entry)
    assert isinstance(only.read, SeenOffer)
    return only.read.raw


def test_what_is_kept_is_the_documented_fields_digit_for_digit() -> None:
    body = json.dumps(offer_entry(amount__amount="HERE")).replace('"HERE"', "12345678901234567890.1200")
    kept = raw_of(read_json(body.encode(), source="Kraken"))
    assert '"amount":12345678901234567890.1200' in kept
    assert json.loads(kept)["item"] == SEED_OFFER["item"]


def test_what_is_not_documented_is_not_kept() -> None:
    entry = offer_entry(email="canary", item__owner={"ip": "canary"}, amount__token="canary")
    entry["item"]["nft_media"][0]["secret"] = "canary"
    entry["item"]["creators"] = [{"email": "canary"}]
    assert "canary" not in raw_of(entry)


def test_what_is_kept_has_a_limit() -> None:
    assert (
        len(raw_of(offer_entry(item__nft_name="x" * 1_000_000, item__creators=["y" * 5_000] * 5_000)))
        < 150_000
    )


@pytest.mark.parametrize("result", [None, [], "x", {}, {"offers": None}, {"offers": {}}, {"count": 0}])
def test_a_result_without_a_list_is_unreadable_as_a_whole(result: object) -> None:
    with pytest.raises(UnreadableReply):
        read_page(result, account="hotlips", side=Side.PLACED)


@pytest.mark.parametrize(
    ("said", "total"), [(5, 5), (0, 0), (None, None), (-1, None), ("5", None), (True, None)]
)
def test_a_total_that_is_none_is_left_out(said: object, total: int | None) -> None:
    assert read_page({"offers": [], "count": said}, account="hotlips", side=Side.PLACED)[1] == total


FORMS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [
    "id",
    "time",
    "expire_time",
    "status",
    "quote_id",
    "amount",
    "amount__amount",
    "amount__asset_alt_name",
]
FIELDS += [
    "item",
    "item__nft_id",
    "item__nft_name",
    "item__nft_media",
    "item__nft_image",
    "item__creators",
    "item__blockchain",
]


@given(field=st.sampled_from(FIELDS), value=FORMS)
def test_whatever_stands_in_a_field_the_entry_is_read_or_explained(field: str, value: object) -> None:
    (only,) = listed(offer_entry(**{field: value}))
    assert json.loads(only.read.raw) if isinstance(only.read, SeenOffer) else only.read


def unopened(entry: object, side: Side = Side.RECEIVED) -> Listed:
    """The one entry of a page that nobody looked into."""
    (only,) = list_page({"offers": [entry], "count": 1}, account="hotlips", side=side)[0]
    return only


@given(field=st.sampled_from(FIELDS), value=FORMS)
def test_an_entry_that_is_opened_later_reads_the_same(field: str, value: object) -> None:
    entry = offer_entry(**{field: value})
    (at_once,) = listed(entry)
    later = unopened(entry)
    assert later.mark == at_once.mark
    assert (later.read.opened() if isinstance(later.read, Unopened) else later.read) == at_once.read


@given(field=st.sampled_from(FIELDS), value=FORMS)
def test_entries_are_told_the_same_only_where_they_are_the_same(field: str, value: object) -> None:
    before, after = (unopened(entry).read for entry in (offer_entry(), offer_entry(**{field: value})))
    if isinstance(before, Unopened) and isinstance(after, Unopened):
        assert (before.told() == after.told()) is (repr(offer_entry()) == repr(offer_entry(**{field: value})))


def test_what_is_told_of_an_entry_says_in_which_list_it_came() -> None:
    received, placed = (unopened(SEED_OFFER, side).read for side in (Side.RECEIVED, Side.PLACED))
    assert isinstance(received, Unopened)
    assert isinstance(placed, Unopened)
    assert received.told() != placed.told()


def test_nothing_is_told_of_an_entry_that_is_nested_without_end() -> None:
    depths: Any = []
    for _ in range(100_000):
        depths = [depths]
    (read,) = (unopened(offer_entry(item__creators=depths)).read,)
    assert isinstance(read, Unopened)
    assert read.told() == ""


PARTS: list[Callable[[Offer], str]] = [
    lambda found: found.nft.name.raw,
    lambda found: found.maker.raw,
    lambda found: found.nft.collection.raw,
]


@given(text=st.text(max_size=100).filter(lambda text: text.isprintable()))
def test_names_come_through_letter_for_letter(text: str) -> None:
    found = offer(offer_entry(item__nft_name=text, social_id=text, item__collection_name=text))
    assert [part(found) for part in PARTS] == [text] * 3
