"""What a marketplace must provide, and the tools to provide it."""
