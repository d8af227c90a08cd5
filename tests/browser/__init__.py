"""The road a user walks, in a real browser."""
