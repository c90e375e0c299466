"""tokenizationtr as its pages describe it: purchases, deals, and transactions that settle later."""
