"""The only one who talks to marketplaces and writes the ledger.

Interfaces draw windows of the ledger and ask the desk for things.
"""
