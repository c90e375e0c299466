"""A believable instance from a seed: people with everything personal filled in, works, and their orders."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from tui_app.sandbox.hostile import HOSTILE_NAMES
from tui_app.sandbox.kraken.pictures import thumbnail_url
from tui_app.sandbox.license_rocks.documents import add_documented
from tui_app.sandbox.license_rocks.instance import Instance
from tui_app.sandbox.license_rocks.names import FIRST_NAMES, LAST_NAMES, WORKS, Work
from tui_app.sandbox.license_rocks.payloads import preview_file, stored_file
from tui_app.sandbox.license_rocks.records import Item, Listing, Nft, Order, Payload, User, written
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.sizes import a_tenth

_FEWEST = 48
_CENTS_A_COIN = Decimal(149)
"""What one coin of the network is worth; the page's own prices have it so."""
_PEOPLE = 12
_FIRST_USER, _FIRST_NFT, _FIRST_LISTING = 101, 501, 11


def seeded_instance(options: SandboxOptions, now: datetime) -> Instance:
    """The instance of `options.seed` as it stands at `now`, with at least what the page prints.

    Its orders are numbered without a gap from 1, a tenth of `options.offers` of them but never so few
    that a case is missing.
    """
    instance = Instance()
    add_documented(instance)
    rng = Random(f"license.rocks {options.seed}")  # noqa: S311 - a pretend market has to be repeatable
    _Seeding(instance, rng, now).fill(a_tenth(options.offers, _FEWEST))
    return instance


class _Seeding:
    def __init__(self, instance: Instance, rng: Random, now: datetime) -> None:
        self._instance = instance
        self._rng = rng
        self._now = now

    def fill(self, orders: int) -> None:
        """Add people, works and listings, then orders until the highest number is `orders`."""
        for number in range(_PEOPLE):
            self._instance.add_user(self._user(_FIRST_USER + number))
        for number in range(len(WORKS) + len(HOSTILE_NAMES)):
            self._add_work(number)
        for number in range(1, orders + 1):
            if number not in self._instance.orders:
                self._instance.orders[number] = self._odd(self._order(number))

    def _user(self, user_id: int) -> User:
        rng = self._rng
        first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
        created = self._before(days=400)
        return User(
            id=user_id,
            email=f"{first.lower()}.{user_id}@example.net",
            wallet=f"0x{rng.getrandbits(160):040x}",
            provider=rng.choice(("magiclink", "metamask")),
            ip=f"203.0.113.{rng.randint(1, 254)}",
            created=created,
            updated=created + timedelta(seconds=4),
            name=f"{first} {last}",
            username=f"{first.lower()}{user_id}",
            discord_id=str(rng.getrandbits(60)),
            wallet_nonce=str(rng.randint(100000, 999999)),
            stripe_id=f"acct_1MadeUp{user_id}",
            company=rng.random() < 0.2,
            newsletter=rng.random() < 0.5,
            locale=rng.choice(("en", "de", "pl")),
            last_access=self._before(days=9),
            addresses=(60 + user_id,),
        )

    def _add_work(self, number: int) -> None:
        """One work with its listing; past the believable ones, each has a hostile name."""
        work = WORKS[number % len(WORKS)]
        if number >= len(WORKS):
            work = replace(work, title=HOSTILE_NAMES[number - len(WORKS)])
        nft = self._nft(_FIRST_NFT + number, work)
        self._instance.nfts[nft.id] = nft
        listing = self._listing(_FIRST_LISTING + number, nft)
        self._instance.listings[listing.id] = listing

    def _nft(self, nft_id: int, work: Work) -> Nft:
        rng = self._rng
        created = self._before(days=300)
        unique = work.amount == 1
        phrase = f"open sesame {nft_id}" if nft_id % 3 == 0 else None
        return Nft(
            id=nft_id,
            amount=work.amount,
            available=max(1, work.amount - rng.randint(0, 30)),
            arweave=uuid.UUID(int=rng.getrandbits(128)).hex,
            creator_id=rng.choice((4, 5)),
            creator_wallet=f"0x{rng.getrandbits(160):040x}",
            contract="0xB362f5b77146c1E8C8c76C501ecA9EB4a7C7769D",
            contract_name=rng.choice(("AUCTIONABLE_ERC1155", "AuctionableERC1155")),
            secret_phrase=phrase,
            payload=_payload(nft_id, work, phrase, created),
            cents=work.cents,
            eths=_coins(work.cents),
            title=work.title,
            use_case_id=rng.randint(1, 15),
            released=created,
            created=created,
            updated=created,
            downloadable=nft_id % 2 == 0,
            fractionalized=unique,
            redeemable=nft_id % 3 == 0,
        )

    def _listing(self, listing_id: int, nft: Nft) -> Listing:
        """Mostly open ones; every seventh is closed and every eighth an auction."""
        auction = listing_id % 8 == 0
        return Listing(
            id=listing_id,
            nft_id=nft.id,
            seller_id=nft.creator_id,
            cents=nft.cents,
            eths=_coins(nft.cents),
            amount=None if auction else nft.available,
            active=listing_id % 7 != 0,
            active_till=self._now + timedelta(days=20) if auction else None,
            type="auction" if auction else "regular",
            tx_hash=f"0x{self._rng.getrandbits(256):064x}" if listing_id % 2 else None,
            created=nft.created,
            updated=nft.updated,
        )

    def _order(self, number: int) -> Order:
        rng = self._rng
        listing_id = _FIRST_LISTING + number % (len(WORKS) + len(HOSTILE_NAMES))
        buyer = self._instance.users[_FIRST_USER + rng.randrange(_PEOPLE)]
        created = self._before(days=60)
        item = Item(
            id=1000 + number,
            listing_id=listing_id,
            quantity=rng.choice((1, 1, 1, 2, 5)),
            updated=created + timedelta(milliseconds=2),
        )
        return Order(
            id=number,
            buyer_id=buyer.id,
            billing_address_id=buyer.addresses[0],
            webhook_token=str(uuid.UUID(int=rng.getrandbits(128))),
            created=created,
            updated=created + timedelta(milliseconds=30),
            items=(item,),
        )

    def _odd(self, order: Order) -> Order:
        """Some orders tell more than those of the page: a status, a failure, a transfer, a second item."""
        item = order.items[0]
        sent = replace(item, tx_id=f"0x{order.id:064x}", status="transferred")
        odd = {
            5: replace(order, status="paid", fees_collected=order.updated),
            6: replace(order, items=(sent,)),
            7: replace(order, fail_reason="The payment was not captured."),
            8: replace(order, status="somethingNew"),
            9: replace(order, items=(item, replace(item, id=item.id + 1000, quantity=3))),
        }
        return odd.get(order.id, order)

    def _before(self, *, days: int) -> datetime:
        passed = timedelta(milliseconds=self._rng.randint(1, days * 24 * 3600 * 1000))
        return self._now.replace(microsecond=0) - passed


def _coins(cents: int) -> str:
    """A price in the network's coin, with as many digits as the page's own: about 17."""
    exact = Decimal(cents) / _CENTS_A_COIN
    return format(round(exact, 16 - exact.adjusted()), "f")


def _payload(nft_id: int, work: Work, phrase: str | None, created: datetime) -> Payload:
    """What a creator typed; media in the page's first shape or in its second."""
    found: dict[str, object] = {
        "cover": [_cover(nft_id, created)],
        "owner": "true",
        "price": str(work.cents // 100),
        "terms": "true",
        "title": work.title,
        "amount": str(work.amount),
        "currency": "eur",
        "useCaseId": nft_id % 15,
        "amountType": "unique" if work.amount == 1 else "limited",
        "description": work.description,
        "licenseType": work.licence,
        "secretPhrase": phrase or "",
        "storageOption": "s3",
    }
    if nft_id % 2 == 0:
        found["audio"] = [preview_file("first take.mp3", work.title, "")]
        found["downloadableAsset"] = [preview_file("booklet.pdf", None, f"booklet-{nft_id}")]
    if work.amount == 1:
        found |= {"fractionsAmount": "100000", "fractionableEnabled": True}
    if nft_id % 3 == 0:
        found |= {"redeemType": "physical", "redeemItemsAmount": 1, "redeemValidationDate": None}
    return found


def _cover(nft_id: int, created: datetime) -> dict[str, object]:
    if nft_id % 4 == 1:
        return preview_file(f"Group {nft_id}.png", None, f"cover-{nft_id}")
    url = thumbnail_url(f"LICENSE-ROCKS-{nft_id:06d}", "LICENSE-ROCKS-COVERS")
    time = written(created) or ""
    return stored_file(nft_id, nft_id, 4, f"nftFiles/{nft_id}/cover/thumbnail.png", url, (time, time))
