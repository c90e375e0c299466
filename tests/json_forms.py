"""What may stand anywhere in a marketplace's answer, right or wrong."""

from __future__ import annotations

from hypothesis import strategies as st

FORMS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
"""Any JSON value that is not large."""
