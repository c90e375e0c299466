"""Pictures nobody trusts: fetched when asked for, decoded in a bounded process, remembered by their hash."""
