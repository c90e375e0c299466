"""`offerdesk doctor`: what is wrong with files, terminal, keyring and marketplaces, and what would help.

What it finds is fit to be pasted into a report: without secrets, wallets, or the name of the home folder.
"""

from __future__ import annotations
