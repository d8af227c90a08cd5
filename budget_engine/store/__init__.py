"""The database: sealed text with a few index columns beside it, append-only."""
