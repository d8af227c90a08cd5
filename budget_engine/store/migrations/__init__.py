"""The steps from one layout of the file to the next; sealed text is never touched."""
