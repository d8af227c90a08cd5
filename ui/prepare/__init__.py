"""The page on which a resident prepares the talk: no sign-in, no dossier, and nothing typed leaves the browser."""
