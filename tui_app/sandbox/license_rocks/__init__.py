"""license.rocks as its Order API page describes it: orders by number, and paid orders created."""
