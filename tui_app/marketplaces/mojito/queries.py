"""Every GraphQL document that is sent to Mojito, as its reference pages print them.

The pages come in two generations with the same names and different arguments. Where they differ there is a
document for each chain: naming an argument that a server does not know makes it refuse the whole request.
"""

from __future__ import annotations

from typing import Final

from tui_app.gateway.graphql_answers import Operation

CLOCK: Final = Operation("clock", "__typename", "query clock { __typename }")
"""The least that can be asked; the answer's Date header is their clock."""

GET_OFFERS: Final = Operation(
    "getOffersQuery",
    "getOffers",
    """\
query getOffersQuery($nftTokenId: UUID1!, $orgId: UUID1!, $buyerAddress: String, $walletAddress: String, \
$gatedOffers: Boolean, $currency: CurrencyCodeFiat) {
  getOffers(orgId: $orgId, nftTokenId: $nftTokenId, buyerAddress: $buyerAddress, \
walletAddress: $walletAddress, gatedOffers: $gatedOffers, currency: $currency) {
    id offerExpiryDate nftOwnerAddress tokenType tokenId tokenContract orderStatus buyerTax buyerAddress
    fixedPrice updatedAt createdAt
    price { value unit type __typename }
    createdBy { id username __typename }
    createdByUserOrganization { username __typename }
    __typename
  }
}""",
)

ACTIVITY: Final = Operation(
    "getUserOrderActivity",
    "getUserOrderActivity",
    """\
query getUserOrderActivity($orgId: UUID1!, $filter: OrderActivityFilters, $limit: Int, $offset: Int) {
  getUserOrderActivity(orgId: $orgId, filter: $filter, limit: $limit, offset: $offset) {
    totalCount
    data { CreatedAt ActivityName TokenName NFTTokenID ContractName OrderID }
  }
}""",
)

_APPROVED: Final = """\
    proofOfApproval
    order {
      id nftTokenId tokenId tokenType quantity nftOwnerAddress fixedPrice price { value unit type }
      buyerAddress buyerTax paymentToken orderType orderStatus
    }
    Network { id name chainID rpcURL wethAddress isTestnet paymentCurrency }
"""
_APPROVAL_HEAD: Final = """\
query getSignatureForOfferApproval($orderId: UUID1!, $orgId: UUID1!) {
  getSignatureForOfferApproval(orderId: $orderId, orgId: $orgId) {
"""

APPROVAL_EVM: Final = Operation(
    "getSignatureForOfferApproval",
    "getSignatureForOfferApproval",
    f"{_APPROVAL_HEAD}{_APPROVED}  }}\n}}",
)

APPROVAL_SOLANA: Final = Operation(
    "getSignatureForOfferApproval",
    "getSignatureForOfferApproval",
    f"""\
{_APPROVAL_HEAD}{_APPROVED}\
    bubblegumParams {{
      buyer seller buyerTokenAccount sellerTokenAccount systemProgram tokenProgram bubblegumProgram
      compressionProgram treeAuthority leafOwner leafDelegate newLeafDelegate logWrapper merkleTree
      buyDiscriminator marketplaceAddress mintAccount buyerVinTokenAccount sellerVinTokenAccount
      commissionVinTokenAccount platformVinTokenAccount initializeAccount metadataId listing delegateAuthority
      bubblegumArg {{ amount dataHash creatorHash nonce index root proof }}
      offer offerEscrow acceptOfferDiscriminator
    }}
  }}
}}""",
)

ACCEPT_OFFER: Final = Operation(
    "acceptOffer",
    "acceptOffer",
    """\
mutation acceptOffer($orderId: UUID1!, $orgId: UUID1!, $transactionHash: String!) {
  acceptOffer(orderId: $orderId, orgId: $orgId, transactionHash: $transactionHash) { success newNFTID }
}""",
)

_ENDING: Final = (
    "seller sellerTokenAccount buyer offer offerEscrow systemProgram descriminator mintAccount"
    # “descriminator” is how Mojito spells it
)

INITIATE_REJECT: Final = Operation(
    "initiateRejectOfferMutation",
    "initiateRejectOffer",
    f"""\
mutation initiateRejectOfferMutation($orderId: UUID1!, $orgId: UUID1!, $walletAddress: String!) {{
  initiateRejectOffer(orderId: $orderId, orgId: $orgId, walletAddress: $walletAddress) {{ {_ENDING} }}
}}""",
)

INITIATE_CANCEL: Final = Operation(
    "initiateCancelOfferMutation",
    "initiateCancelOffer",
    f"""\
mutation initiateCancelOfferMutation($orderId: UUID1!, $orgId: UUID1!) {{
  initiateCancelOffer(orderId: $orderId, orgId: $orgId) {{ {_ENDING} }}
}}""",
)

REJECT_EVM: Final = Operation(
    "rejectOffer",
    "rejectOffer",
    """\
mutation rejectOffer($orderId: UUID1!, $orgId: UUID1!) {
  rejectOffer(orderId: $orderId, orgId: $orgId)
}""",
)

REJECT_SOLANA: Final = Operation(
    "rejectOffer",
    "rejectOffer",
    """\
mutation rejectOffer($orderId: UUID1!, $orgId: UUID1!, $walletAddress: String, \
$currency: CurrencyCodeFiat, $signature: String!) {
  rejectOffer(orderId: $orderId, orgId: $orgId, walletAddress: $walletAddress, currency: $currency, \
signature: $signature)
}""",
)
"""The signature is optional to Mojito. It is not to us, so that no server is sent one without."""

CANCEL_EVM: Final = Operation(
    "cancelOffer",
    "cancelOffer",
    """\
mutation cancelOffer($orderId: UUID1!, $orgId: UUID1!) {
  cancelOffer(orderId: $orderId, orgId: $orgId)
}""",
)

CANCEL_SOLANA: Final = Operation(
    "cancelOffer",
    "cancelOffer",
    """\
mutation cancelOffer($orderId: UUID1!, $orgId: UUID1!, $currency: CurrencyCodeFiat, $signature: String!) {
  cancelOffer(orderId: $orderId, orgId: $orgId, currency: $currency, signature: $signature)
}""",
)

_NEW_ORDER: Final = (
    "order { id nftTokenId tokenId tokenContract quantity nftOwnerAddress buyerAddress fixedPrice }"
)
_WANTED: Final = (
    "$nftTokenId: UUID1!, $orgId: UUID1!, $buyerAddress: String!, $offerPrice: Float!, $expiryDate: Time!, "
    "$paymentToken: String!"
)
_ASKED: Final = (
    "nftTokenId: $nftTokenId, orgId: $orgId, buyerAddress: $buyerAddress, offerPrice: $offerPrice, "
    "expiryDate: $expiryDate, paymentToken: $paymentToken"
)

CREATE_EVM: Final = Operation(
    "createOffer",
    "createOffer",
    f"mutation createOffer({_WANTED}) {{\n  createOffer({_ASKED}) {{ messageToSign {_NEW_ORDER} }}\n}}",
)

CREATE_EVM_IN: Final = Operation(
    "createOffer",
    "createOffer",
    f"""\
mutation createOffer({_WANTED}, $currencyId: UUID1!) {{
  createOffer({_ASKED}, currencyId: $currencyId) {{ messageToSign {_NEW_ORDER} }}
}}""",
)
"""With the id of the currency, which the page about EVM chains requires and the newer one does not."""

CREATE_SOLANA: Final = Operation(
    "createOffer",
    "createOffer",
    f"""\
mutation createOffer({_WANTED}, $currencyId: UUID1, $currency: CurrencyCodeFiat) {{
  createOffer({_ASKED}, currencyId: $currencyId, currency: $currency) {{
    messageToSign {_NEW_ORDER} isSigningRequired isNonEVM
    bubblegumListParams {{
      seller sellerTokenAccount mintAccount systemProgram tokenProgram rent bubblegumProgram
      compressionProgram treeAuthority leafOwner previousLeafDelegate newLeafDelegate logWrapper merkleTree
      listDiscriminator metadataId
      bubblegumListArg {{ price isCnft isVin dataHash creatorHash nonce index }}
    }}
  }}
}}""",
)

SUBMIT_PROOF: Final = Operation(
    "submitProofOfOffer",
    "submitProofOfOffer",
    """\
mutation submitProofOfOffer($orderId: UUID1!, $orgId: UUID1!, $signature: String!, $buyerAddress: String, \
$currency: CurrencyCodeFiat) {
  submitProofOfOffer(orderId: $orderId, orgId: $orgId, signature: $signature, buyerAddress: $buyerAddress, \
currency: $currency)
}""",
)
