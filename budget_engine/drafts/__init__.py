"""A dossier while it is being worked on: what was typed, and the case and the decision it makes so far."""
