"""A number with the word for what is counted, also where it is one."""


def counted(count: int, one: str, many: str) -> str:
    """Write how many there are of something.

    >>> counted(1, "vraag", "vragen"), counted(3, "vraag", "vragen"), counted(0, "vraag", "vragen")
    ('1 vraag', '3 vragen', '0 vragen')
    """
    return f"{count} {one if count == 1 else many}"


def days_left(days: int) -> str:
    """Say how many days are left, or since when it is too late."""
    if days < 0:
        return f"**{counted(-days, 'dag', 'dagen')} te laat**"
    return "**vandaag**" if days == 0 else f"nog {counted(days, 'dag', 'dagen')}"
