"""A document to its reading: recognise the format by content, read it into blocks, interpret the blocks."""

from __future__ import annotations

import hashlib

import msgspec

from gonogo.errors import InputError
from gonogo.model.item import LARGEST_DOCUMENT, Finding, Reading, Severity, Span
from gonogo.tracker.dialect import BUILT_IN, Dialect
from gonogo.tracker.formats import read_document

_HEAD = 1_024


def parse(path: str, data: bytes, dialect: Dialect = BUILT_IN) -> Reading:
    """Return all that the document says; a document that is not text gives a reading with one finding.

    Raises InputError with INPUT_TOO_LARGE for a document above the limit.
    """
    if len(data) > LARGEST_DOCUMENT:
        raise InputError(
            "the document is larger than gonogo reads",
            code="INPUT_TOO_LARGE",
            where=path,
            expected=f"at most {LARGEST_DOCUMENT} bytes",
            found=f"{len(data)} bytes",
            hint="split it, or exclude it",
        )
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return _unreadable(path, data, error)
    if b"\0" in data[:_HEAD]:
        return _faulty(path, data, data.index(b"\0"), "the document holds NUL bytes, so it is no text, or UTF-16")
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return _empty(Reading(path=path, digest=hashlib.sha256(data).hexdigest(), size=len(data)), "is empty")
    reading = read_document(path, data, dialect)
    return reading if reading.items else _empty(reading, "lists no item of any kind")


def _empty(reading: Reading, what: str) -> Reading:
    finding = Finding(
        code="TRACKER_EMPTY",
        severity=Severity.NOTE if reading.structures else Severity.WARNING,
        message=f"the document {what}",
        hint="add items, or exclude the document",
        path=reading.path,
        line=1,
    )
    return msgspec.structs.replace(reading, findings=(finding, *reading.findings))


def _unreadable(path: str, data: bytes, error: UnicodeDecodeError) -> Reading:
    at = error.start
    encoding = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "not UTF-8"
    return _faulty(path, data, at, f"the document is {encoding}: byte {data[at]:#04x} at offset {at} is no text")


def _faulty(path: str, data: bytes, at: int, message: str) -> Reading:
    return Reading(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        findings=(
            Finding(
                code="TRACKER_UNREADABLE",
                severity=Severity.ERROR,
                message=message,
                hint="save it as UTF-8",
                path=path,
                line=data.count(b"\n", 0, at) + 1,
                span=Span(at, at + 1),
            ),
        ),
    )
