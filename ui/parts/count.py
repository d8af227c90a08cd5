"""A number with the word for what is counted, also where it is one."""


def counted(count: int, one: str, many: str) -> str:
    """Write how many there are of something.

    >>> counted(1, "vraag", "vragen"), counted(3, "vraag", "vragen"), counted(0, "vraag", "vragen")
    ('1 vraag', '3 vragen', '0 vragen')
    """
    return f"{count} {one if count == 1 else many}"
