"""Archives byte by byte, so that one can be made that no honest program makes.

`zipfile` writes only what is true. Here a header may lie about a size, a checksum, a name or a place.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

STORED, DEFLATED = 0, 8
MEGABYTE = 1 << 20
_FIRST_DAY = 0x21  # 1 January 1980, the first day an archive knows
_MADE_BY_UNIX = 3 << 8 | 20
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_MOST_COUNTED = 0xFFFF


@dataclass(frozen=True)
class Part:
    """One part of an archive, and what its headers say about it."""

    name: str | bytes
    content: bytes = b""
    packing: int = DEFLATED
    flags: int = 0
    attributes: int = 0o644 << 16
    packed: bytes | None = None
    """The bytes as they stand in the archive, where they are not simply the content made smaller."""
    declared: int | None = None
    checksum: int | None = None
    start: int | None = None
    """Where the list of parts says that this one begins, when it has no place of its own."""

    @property
    def written_name(self) -> bytes:
        """Give the name as it stands in the archive."""
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    @property
    def body(self) -> bytes:
        """Give the bytes as they stand in the archive."""
        if self.packed is not None:
            return self.packed
        return deflated(self.content) if self.packing == DEFLATED else self.content

    def opening(self, size: int) -> bytes:
        """Give the header that stands before the bytes of this part."""
        return _LOCAL + self.header(size) + self.written_name

    def header(self, size: int) -> bytes:
        """Give what the local header and the list of parts have in common."""
        flags = self.flags if isinstance(self.name, bytes) else self.flags | 0x800  # the name is UTF-8
        checksum = zlib.crc32(self.content) if self.checksum is None else self.checksum
        declared = len(self.content) if self.declared is None else self.declared
        return struct.pack(
            "<5H3L2H", 20, flags, self.packing, 0, _FIRST_DAY, checksum, size, declared,
            len(self.written_name), 0,
        )  # fmt: skip


def deflated(content: bytes) -> bytes:
    """Make bytes smaller as an archive does."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def zipped(parts: Iterable[Part], *, front: bytes = b"") -> bytes:
    """Write parts as an archive, behind whatever stands in front; a part with a start is only listed."""
    written, listed = bytearray(front), list[tuple[Part, int, int]]()
    for part in parts:
        body = part.body
        listed.append((part, len(written) if part.start is None else part.start, len(body)))
        if part.start is None:
            written += part.opening(len(body)) + body
    return bytes(written) + _list(listed, len(written))


def _list(listed: Iterable[tuple[Part, int, int]], start: int) -> bytes:
    entries = [
        _CENTRAL + struct.pack("<H", _MADE_BY_UNIX) + part.header(size)
        + struct.pack("<3H2L", 0, 0, 0, part.attributes, at) + part.written_name
        for part, at, size in listed
    ]  # fmt: skip
    size, number = sum(map(len, entries)), min(len(entries), _MOST_COUNTED)
    return b"".join(entries) + _END + struct.pack("<4H2LH", 0, 0, number, number, size, start, 0)


def parts_of(files: Mapping[str, bytes]) -> list[Part]:
    """Make honest parts."""
    return [Part(name, content) for name, content in files.items()]


def repeated(piece: bytes, times: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """Give a packed piece many times over, between two others, without ever holding it unpacked.

    After a full flush a packer remembers nothing, so the same packed bytes may stand there again.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + once * times + packer.compress(after) + packer.flush()


def overlapping(name: str, number: int, size: int) -> tuple[bytes, list[Part]]:
    """Give parts that lie inside each other: all unpack to the same zeros, which stand there once.

    Every part but the last begins with an unpacked block that quotes the header of the next one, so that
    each is a sound stream by itself (D. Fifield, A better zip bomb, 2019).
    """
    content = bytes(size)
    body = deflated(content)
    chain: list[Part] = []
    front = b""
    for place in range(number, 0, -1):
        part = Part(
            f"{name}{place}", packed=body, declared=len(content), checksum=zlib.crc32(content), start=0
        )
        opening = part.opening(len(body))
        front = opening + body
        chain.append(part)
        body = b"\0" + struct.pack("<2H", len(opening), len(opening) ^ _MOST_COUNTED) + front
        content = opening + content
    starts = [len(front) - len(part.opening(0)) - len(part.body) for part in chain]
    return front, [replace(part, start=start) for part, start in zip(chain, starts, strict=True)]


def damaged(archive: bytes, part: Part) -> bytes:
    """Change one byte of a part that stands unpacked in an archive."""
    place = archive.index(part.content)
    return archive[:place] + bytes([archive[place] ^ 1]) + archive[place + 1 :]


def as_link(part: Part) -> Part:
    """Make a part a symbolic link."""
    return replace(part, attributes=0o120777 << 16)
