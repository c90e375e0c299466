"""Every test, and what several of them share."""
