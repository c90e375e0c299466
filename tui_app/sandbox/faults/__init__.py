"""Faults of the pretend marketplace, armed over HTTP while it runs: see `catalogue` for what there is.

A fault sits around the whole sandbox. It decides when the request inside acts, if at all, and what
the wire shows of it; ground truth stays with the effects.
"""
