"""Engines beside `meaning`: each is a second opinion and is held equal to it."""
