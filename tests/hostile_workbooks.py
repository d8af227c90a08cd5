"""All broken and hostile workbooks by name."""

from collections.abc import Mapping

from tests.hostile_archives import ARCHIVES
from tests.hostile_crowds import CROWDS
from tests.hostile_sheets import PLANTED, Planted

HOSTILE: Mapping[str, Planted] = {
    **{name: Planted(make) for name, make in ARCHIVES.items()},
    **PLANTED,
    **{name: Planted(make, is_crowded=True) for name, make in CROWDS.items()},
}
"""Every one of these is refused."""
