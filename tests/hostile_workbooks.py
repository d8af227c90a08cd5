"""All broken and hostile workbooks by name, and the sound ones that only look odd."""

from collections.abc import Callable, Mapping

from tests.hostile_archives import ARCHIVES

HOSTILE: Mapping[str, Callable[[], bytes]] = {**ARCHIVES}
"""Every one of these is refused."""
