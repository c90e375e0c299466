"""What each version of the ledger's file brought; no version that was ever written is altered.

Instants are integers: microseconds since 1970 in UTC. Amounts are text; `amount_key` orders
them exactly. `shown_status` is what the person sees: an unsettled action of ours first, then
what our own settled answer made of the offer, then the marketplace's word. The list reads and
searches `offers` from end to end, so what only one offer's pane shows is in `offer_records`.
`told_at` is when the marketplace's word on an offer was last noted as another one, also where that word is
that its list holds it no more; what changed then is in `offer_changes`. `reconciled_accounts` counts
only where `about` says that a journal was lost. A `watched` thing that is muted was taken off the list
and stays off it. `hand_offs` holds what a wallet was given for an action, and what it answered.
`orders` are those that a person looked up, without anything private; `snapshot` is null where one was
never had.
A row of `purchases` was last brought by the reading of its search that `generation` counts, at that
`place` in it; what a later reading brought comes before what is left of an earlier one.
The first lines of `search` are the folded names that an offer is sorted by (`nft_key`, `collection_key`,
`maker_key`). `offer_counts` is kept by triggers: a million offers are not counted for each key that is
pressed. `renamed_offers` are those whose words the search index does not know yet (`word_index`).
`unread` names the rows that a person has not looked at since they came or became others, `noted_accounts`
up to which row and which change that was found out; what was placed long before `since` is no news.
`minimums` are amounts below which an offer is muted, as the person's settings have them.
`sightings` say when an offer was last listed and by which refresh, where that was later than its own row was
written, which is only when it became another; the `digest` tells what it was, or nothing where it was
written otherwise since.
"""

from __future__ import annotations

from tui_app.ledger.migrations import (
    v1_offers_and_journal,
    v2_proof_of_the_journal,
    v3_watched_and_handed_off,
    v4_orders,
    v5_purchases,
    v6_lists,
    v7_asks,
    v8_unread,
    v9_sightings,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = tuple(
    version.STATEMENTS
    for version in (
        v1_offers_and_journal,
        v2_proof_of_the_journal,
        v3_watched_and_handed_off,
        v4_orders,
        v5_purchases,
        v6_lists,
        v7_asks,
        v8_unread,
        v9_sightings,
    )
)
"""What each version of the file changed, statement by statement."""
