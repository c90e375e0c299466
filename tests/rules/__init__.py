"""Rules that the source keeps, read from its syntax, where no linter knows about this house."""
