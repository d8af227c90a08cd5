"""Words of people on a screen: shown as they were typed, never read as layout."""

_LAYOUT = "\\`*_{}[]()#+!|$<>~:"
_JOINER = "\u2060"
"""Is not seen, and breaks an address that would become a link by itself."""

_ADDRESSES = (("://", f":{_JOINER}//"), ("www.", f"www{_JOINER}."), ("@", f"{_JOINER}@"))


def unbroken(text: str) -> str:
    """Keep an amount on one line with its sign."""
    return text.replace("€ ", "€\N{NO-BREAK SPACE}")


def plain(text: str) -> str:
    """Keep what somebody typed from being read as layout, and an address in it from becoming a link."""
    for part, broken in _ADDRESSES:
        text = text.replace(part, broken)
    return "".join(f"\\{char}" if char in _LAYOUT else char for char in text)
