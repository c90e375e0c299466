"""Mojito's schema, as far as its pages and its vendor's own client show it, in GraphQL's own language.

Names and nullability are the pages'. Two things are ours: CurrencyCodeFiat has only the two currencies that
are seen there, and ON_HOLD is a status that no page knows, so that clients meet one.
"""

from __future__ import annotations

_ENDING = """ {
  seller: String!
  sellerTokenAccount: String!
  buyer: String!
  offer: String!
  offerEscrow: String!
  systemProgram: String!
  descriminator: [Int!]!
  mintAccount: String!
}
"""

SDL = (
    f"type RejectOfferResponse{_ENDING}type CancelOfferResponse{_ENDING}"
    """
scalar UUID1
scalar UUID
scalar Time

enum CurrencyCodeFiat { USD EUR }
enum NFTCurrencyType { FIAT CRYPTO }
enum TokenType { NonFungible ERC721 ERC1155 }
enum NFTOrderType { LISTING OFFER }
enum OrderStatus {
  PENDING PROCESSING COMPLETED REJECTED CANCELLED EXPIRED FAILED REMOVED ON_HOLD
}
enum OrderActivityFilters { LATEST_TO_OLDEST OLDEST_TO_LATEST }
enum ActivityName {
  Bought_Item Listed_Item Listed_Item_Removed Offer_Cancelled Offer_Expired Offer_Rejected Offered Sold_Item
}

type NFTPrice { type: NFTCurrencyType! unit: String! value: Float! }
type User { id: UUID1! username: String }
type UserOrganization { username: String }
type Wallet { id: UUID1! name: String! address: String! }

type Network {
  id: UUID1!
  name: String!
  chainID: Int!
  rpcURL: String!
  wethAddress: String!
  isTestnet: Boolean!
  paymentCurrency: String!
}

type Order {
  id: UUID1!
  nftTokenId: UUID1!
  offerExpiryDate: Time!
  nftOwnerAddress: String!
  tokenType: TokenType!
  tokenId: String!
  tokenContract: String!
  orderType: NFTOrderType!
  orderStatus: OrderStatus
  quantity: Int!
  paymentToken: String!
  buyerTax: Float
  buyerAddress: String!
  fixedPrice: Float!
  updatedAt: Time!
  createdAt: Time!
  price: [NFTPrice]!
  createdBy: User
  createdByUserOrganization: UserOrganization
}

type BubblegumArg {
  amount: Float!
  dataHash: String!
  creatorHash: String!
  nonce: Int!
  index: Int!
  root: String!
  proof: [String!]!
}

type BubblegumParams {
  buyer: String!
  seller: String!
  buyerTokenAccount: String!
  sellerTokenAccount: String!
  systemProgram: String!
  tokenProgram: String!
  bubblegumProgram: String!
  compressionProgram: String!
  treeAuthority: String!
  leafOwner: String!
  leafDelegate: String!
  newLeafDelegate: String!
  logWrapper: String!
  merkleTree: String!
  buyDiscriminator: [Int!]!
  marketplaceAddress: String!
  mintAccount: String!
  buyerVinTokenAccount: String!
  sellerVinTokenAccount: String!
  commissionVinTokenAccount: String!
  platformVinTokenAccount: String!
  initializeAccount: String!
  metadataId: String!
  listing: String!
  delegateAuthority: String!
  bubblegumArg: BubblegumArg!
  offer: String!
  offerEscrow: String!
  acceptOfferDiscriminator: [Int!]!
}

type BubblegumListArg {
  price: Float!
  isCnft: Boolean!
  isVin: Boolean!
  dataHash: String!
  creatorHash: String!
  nonce: Int!
  index: Int!
}

type BubblegumListParams {
  seller: String!
  sellerTokenAccount: String!
  mintAccount: String!
  systemProgram: String!
  tokenProgram: String!
  rent: String!
  bubblegumProgram: String!
  compressionProgram: String!
  treeAuthority: String!
  leafOwner: String!
  previousLeafDelegate: String!
  newLeafDelegate: String!
  logWrapper: String!
  merkleTree: String!
  listDiscriminator: [Int!]!
  metadataId: String!
  bubblegumListArg: BubblegumListArg!
}

type NFTSaleDetails {
  proofOfApproval: String!
  order: Order!
  Network: Network
  bubblegumParams: BubblegumParams
}

type AcceptOfferResponse { success: Boolean! newNFTID: UUID1 }

type CreateOfferResponse {
  messageToSign: String!
  order: Order!
  isSigningRequired: Boolean!
  isNonEVM: Boolean!
  bubblegumListParams: BubblegumListParams
}

type ActivityOrder { platformFee: Float creatorFee: Float }

type OrderActivity {
  ID: UUID1!
  OrderID: UUID1
  ActivityName: ActivityName!
  CreatedAt: Time
  TokenName: String!
  TokenID: String!
  NFTTokenID: UUID1
  ContractName: String!
  ContractAddress: String!
  NetworkID: UUID1!
  Price: [NFTPrice!]
  Status: OrderStatus
  TransactionHash: String
  FromUserName: String
  ToUserName: String
  FromWallet: Wallet
  ToWallet: Wallet
  InvoiceID: UUID1
  InvoiceURL: String
  cryptoTax: Float
  order: ActivityOrder
}

type OrderActivityResponse { totalCount: Int! data: [OrderActivity!]! }

type Query {
  getOffers(
    orgId: UUID1!
    nftTokenId: UUID1!
    buyerAddress: String
    walletAddress: String
    gatedOffers: Boolean
    currency: CurrencyCodeFiat
  ): [Order!]
  getUserOrderActivity(
    orgId: UUID1!
    filter: OrderActivityFilters
    limit: Int
    offset: Int
  ): OrderActivityResponse
  getSignatureForOfferApproval(orderId: UUID1!, orgId: UUID1!, creatorFee: Float): NFTSaleDetails!
}

type Mutation {
  acceptOffer(
    orderId: UUID1!
    orgId: UUID1!
    transactionHash: String!
    paymentSettlementAddress: String
    currency: CurrencyCodeFiat
  ): AcceptOfferResponse!
  rejectOffer(
    orderId: UUID1!
    orgId: UUID1!
    walletAddress: String
    currency: CurrencyCodeFiat
    signature: String
  ): String!
  cancelOffer(orderId: UUID1!, orgId: UUID1!, currency: CurrencyCodeFiat, signature: String): String!
  initiateRejectOffer(orderId: UUID1!, orgId: UUID1!, walletAddress: String!): RejectOfferResponse!
  initiateCancelOffer(orderId: UUID1!, orgId: UUID1!): CancelOfferResponse!
  createOffer(
    nftTokenId: UUID1!
    orgId: UUID1!
    buyerAddress: String!
    offerPrice: Float!
    expiryDate: Time!
    paymentToken: String!
    currencyId: UUID1
    cryptoTax: Float
    taxAddress: String
    currency: CurrencyCodeFiat
  ): CreateOfferResponse!
  submitProofOfOffer(
    orderId: UUID1!
    orgId: UUID1!
    signature: String!
    buyerAddress: String
    currency: CurrencyCodeFiat
    offerReceipt: String
  ): String!
}
"""
)
"""Everything that can be asked of /mojito/query."""
