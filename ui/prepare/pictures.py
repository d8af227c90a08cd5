"""Simple pictures beside the parts of the page; they decorate, and the heading beside them says the same."""

from collections.abc import Mapping

_SHAPES: Mapping[str, str] = {
    "gesprek": '<path d="M8 12h34v22H24l-9 8v-8H8z"/><path d="M48 22h10v20h-6v7l-8-7H30"/>',
    "thuis": '<path d="M8 32 32 12l24 20"/><path d="M14 28v26h36V28"/><path d="M27 54V38h10v16"/>',
    "werk": '<path d="M8 22h48v30H8z"/><path d="M24 22v-8h16v8"/><path d="M8 35h48"/><path d="M29 32h6v6h-6z"/>',
    "school": '<path d="M32 18C26 12 16 12 8 14v36c8-2 18-2 24 4"/><path d="M32 18c6-6 16-6 24-4v36c-8-2-18-2-24 4z"/>',
    "onderweg": '<path d="M8 16h48v30H8z"/><path d="M8 32h48"/><path d="M24 16v16M40 16v16"/>'
    '<circle cx="19" cy="48" r="6"/><circle cx="45" cy="48" r="6"/>',
    "hulp": '<circle cx="22" cy="20" r="8"/><circle cx="44" cy="22" r="7"/>'
    '<path d="M8 54c0-14 6-20 14-20s14 6 14 20"/><path d="M38 36c10-4 18 4 18 18"/>',
    "vergeten": '<path d="M32 10v44M13 21l38 22M51 21 13 43"/>',
    "altijd": '<circle cx="32" cy="32" r="22"/><path d="m21 33 8 8 15-17"/>',
    "klaar": '<path d="M16 8h24l10 10v38H16z"/><path d="M40 8v10h10"/><path d="M23 30h20M23 38h20M23 46h12"/>',
}


def picture(name: str) -> str:
    """Draw the picture of a part; it says nothing of its own, so whoever has the page read does not hear it."""
    return (
        '<svg class="plaatje" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true" focusable="false">'
        f"{_SHAPES[name]}</svg>"
    )
