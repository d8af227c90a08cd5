"""Numbers that stand in an address: anybody can type one, so what is no number of anything counts as none."""

_DIGITS = 9  # of the number of a dossier or of somebody who works here; no file holds more of them


def number_in(text: str) -> int | None:
    """Read a number from an address, or None where there is none that could be one.

    >>> number_in("12"), number_in(""), number_in("²"), number_in("9" * 20)
    (12, None, None, None)
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_number else None
