"""The interface: keys go in, the screen is read."""
