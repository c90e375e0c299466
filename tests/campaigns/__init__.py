"""Long runs of the real program against a marketplace that keeps the truth.

Processes are real and are ended from outside with kill -9; the server, its faults, the ledger files and the
connections are real. A sample of every campaign runs with all other tests. All of it, with a table of totals
at the end:

    python -m pytest -m campaign tests/campaigns -n 2
"""
