"""Proofs about rules before anybody applies them, each with a household that shows it."""
