"""A Mojito client small enough to be seen right: it posts a query with a token and hands back what came."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import uvicorn

from tests.sandbox_client import Faults
from tui_app.sandbox import SandboxOptions, application
from tui_app.sandbox.mojito.credentials import Caller, token
from tui_app.sandbox.mojito.documents import ORG_ID
from tui_app.sandbox.wallet import sign

ORDER = (
    "id nftTokenId offerExpiryDate nftOwnerAddress tokenType tokenId tokenContract orderStatus buyerTax "
    "buyerAddress fixedPrice updatedAt createdAt price { value unit type } createdBy { id username } "
    "createdByUserOrganization { username }"
)
OFFERS = f"""query Offers($nft: UUID1!, $org: UUID1!, $buyer: String, $wallet: String, $gated: Boolean,
    $currency: CurrencyCodeFiat) {{ getOffers(orgId: $org, nftTokenId: $nft, buyerAddress: $buyer,
    walletAddress: $wallet, gatedOffers: $gated, currency: $currency) {{ {ORDER} }} }}"""
ACTIVITY = """query Activity($org: UUID1!, $filter: OrderActivityFilters, $limit: Int, $offset: Int) {
    getUserOrderActivity(orgId: $org, filter: $filter, limit: $limit, offset: $offset) { totalCount data {
    ID OrderID ActivityName CreatedAt TokenName TokenID NFTTokenID ContractName Status TransactionHash
    FromWallet { address } ToWallet { address } Price { value unit type } } } }"""
APPROVE = """query Approve($id: UUID1!, $org: UUID1!) { getSignatureForOfferApproval(orderId: $id,
    orgId: $org, creatorFee: 0.5) { proofOfApproval order { id } Network { id name chainID rpcURL
    wethAddress } bubblegumParams { offer acceptOfferDiscriminator bubblegumArg { proof } } } }"""
ACCEPT = """mutation Accept($id: UUID1!, $org: UUID1!, $hash: String!) { acceptOffer(orderId: $id,
    orgId: $org, transactionHash: $hash) { success newNFTID } }"""
REJECT = """mutation Reject($id: UUID1!, $org: UUID1!, $signature: String) { rejectOffer(orderId: $id,
    orgId: $org, signature: $signature) }"""
CANCEL = """mutation Cancel($id: UUID1!, $org: UUID1!, $signature: String) { cancelOffer(orderId: $id,
    orgId: $org, signature: $signature) }"""
_SENT = "seller sellerTokenAccount buyer offer offerEscrow systemProgram descriminator mintAccount"
START_REJECT = f"""mutation StartReject($id: UUID1!, $org: UUID1!, $wallet: String!) {{
    initiateRejectOffer(orderId: $id, orgId: $org, walletAddress: $wallet) {{ {_SENT} }} }}"""
START_CANCEL = f"""mutation StartCancel($id: UUID1!, $org: UUID1!) {{
    initiateCancelOffer(orderId: $id, orgId: $org) {{ {_SENT} }} }}"""
CREATE = f"""mutation Create($nft: UUID1!, $org: UUID1!, $buyer: String!, $price: Float!, $expiry: Time!,
    $token: String!) {{ createOffer(nftTokenId: $nft, orgId: $org, buyerAddress: $buyer, offerPrice: $price,
    expiryDate: $expiry, paymentToken: $token) {{ messageToSign isNonEVM order {{ {ORDER} }} }} }}"""
SUBMIT = """mutation Submit($id: UUID1!, $org: UUID1!, $signature: String!) { submitProofOfOffer(
    orderId: $id, orgId: $org, signature: $signature) }"""


class MojitoCaller:
    """Asks one sandbox with one token."""

    def __init__(self, client: httpx.Client, bearer: str, wallets: tuple[str, ...]) -> None:
        self.client = client
        self.token = bearer
        self.wallets = wallets

    def send(self, body: object, authorization: str | None = None) -> httpx.Response:
        """POST `body`, bytes as they are and anything else as JSON; the token unless another is said."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        said = f"Bearer {self.token}" if authorization is None else authorization
        headers = {"content-type": "application/json", **({"authorization": said} if said else {})}
        return self.client.post("/mojito/query", content=content, headers=headers)

    def answer(self, query: str, **variables: object) -> Any:
        """The whole answer, for the sandbox's organization unless `org` is another."""
        told = {"org": ORG_ID, **variables}
        return self.send({"query": query, "variables": told}).raise_for_status().json()

    def field(self, query: str, **variables: object) -> Any:
        """The one field of an answer without errors."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer
        (value,) = answer["data"].values()
        return value

    def refusal(self, query: str, **variables: object) -> str:
        """The message of the one error of an answer without data."""
        answer = self.answer(query, **variables)
        assert not any((answer.get("data") or {}).values()), answer
        (error,) = answer["errors"]
        return str(error["message"])

    def activity(self, **variables: object) -> list[dict[str, Any]]:
        """The caller's activity, every page of it, the latest first."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.field(ACTIVITY, limit=100, offset=len(found), **variables)
            found += page["data"]
            if not page["data"]:
                return found

    def offers(self) -> list[dict[str, Any]]:
        """The offers on every NFT that the caller's activity names."""
        nfts = dict.fromkeys(one["NFTTokenID"] for one in self.activity())
        return [order for nft in nfts for order in self.field(OFFERS, nft=nft)]

    def pending(self, end: str, token_type: str, *, both: bool = False) -> dict[str, Any]:
        """A standing offer that the caller is the `end` of, "owner" or "buyer", and of both where asked."""
        now = self.client.get("/_sandbox/effects").headers["date"]
        server_time = parsedate_to_datetime(now).isoformat()
        for order in self.offers():
            ends = {"owner": self.holds(order["nftOwnerAddress"]), "buyer": self.holds(order["buyerAddress"])}
            stands = order["orderStatus"] == "PENDING" and order["offerExpiryDate"] > server_time
            if stands and order["tokenType"] == token_type and ends[end] and all(ends.values()) is both:
                return order
        raise AssertionError("no such offer")

    def holds(self, address: str) -> bool:
        """Whether an address is one of the caller's wallets."""
        if address.startswith("0x"):
            return address.lower() in [wallet.lower() for wallet in self.wallets]
        return address in self.wallets

    def status(self, order: Mapping[str, Any]) -> str | None:
        """What became of an order."""
        offers = self.field(OFFERS, nft=order["nftTokenId"])
        (status,) = [one["orderStatus"] for one in offers if one["id"] == order["id"]]
        return status if status is None else str(status)

    def effects(self) -> list[dict[str, Any]]:
        """What really changed so far."""
        found: list[dict[str, Any]] = self.client.get("/_sandbox/effects").json()["effects"]
        return found

    @property
    def faults(self) -> Faults:
        """The faults of the same sandbox."""
        return Faults(self.client)


def signed(answer: str, parameters: object) -> str:
    """What the pretend wallet says to a hand-off."""
    hand_off = {"schema": "offerdesk.hand-off.1", "answer": answer, "parameters": parameters}
    return sign(json.dumps(hand_off))


@contextmanager
def serving(clock: Callable[[], datetime], **options: Any) -> Iterator[MojitoCaller]:
    """A caller of a fresh sandbox on 127.0.0.1 whose time is the test's; `options` as SandboxOptions."""
    wanted = SandboxOptions(**options)
    config = uvicorn.Config(
        application(wanted, clock), lifespan="off", log_config=None, date_header=False, loop="asyncio"
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=base_url, trust_env=False) as client:
                yield MojitoCaller(client, token(wanted, clock()), Caller.of(wanted).wallets)
        finally:
            server.should_exit = True
            thread.join()
