"""File names as text that has canonical bytes, whatever bytes the file system holds.

A name is its UTF-8 text. A byte that is not UTF-8 is spelled U+FFFD and its two hex digits, and so are the bytes of a
real U+FFFD: the spelling is one to one, and a directory's spelling begins the spelling of everything below it.
"""

from __future__ import annotations

import re

MARK = "\ufffd"
_SPELLED = re.compile(MARK + "([0-9a-f]{2})")


def spell(name: bytes) -> str:
    """Return the spelling of a name."""
    text = name.decode("utf-8", "surrogateescape")
    return text if _is_plain(text) else "".join(map(_spell_character, text))


def unspell(text: str) -> bytes:
    """Return the name that a spelling stands for."""
    if MARK not in text:
        return text.encode("utf-8", "surrogateescape")
    parts = _SPELLED.split(text)
    return b"".join(
        bytes.fromhex(part) if index % 2 else part.encode("utf-8", "surrogateescape")
        for index, part in enumerate(parts)
    )


def spell_all(names: bytes) -> list[str]:
    """Return the spellings of names that each end in a NUL, as Git prints them."""
    text = names.decode("utf-8", "surrogateescape")
    return text.split("\0")[:-1] if _is_plain(text) else [spell(name) for name in names.split(b"\0")[:-1]]


def _is_plain(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return MARK not in text


def _spell_character(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        return f"{MARK}{ord(character) - 0xDC00:02x}"
    if character == MARK:
        return "".join(f"{MARK}{byte:02x}" for byte in character.encode())
    return character
