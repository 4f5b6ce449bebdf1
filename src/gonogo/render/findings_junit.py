"""Findings as JUnit XML, for CI systems that show tests.

Rules:
1. A document is a suite. Each finding is a test of it; a document without findings is one test that passed.
2. An error is a failure. A warning or a note passes, and stands in the test's output.
3. Silenced findings are skipped tests: seen, and not counted.
4. What XML 1.0 §2.2 does not allow is written out, so whatever stands in a tracker the report can be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gonogo.model.item import Finding, Severity
from gonogo.render.cells import clean
from gonogo.render.findings import cure, item_of
from gonogo.render.published import Published

_FORBIDDEN = re.compile("[\ufffe\uffff]")


def report(published: Published) -> bytes:
    """Return the report."""
    root = Element("testsuites", {"name": "gonogo check"})
    totals: Counter[str] = Counter()
    for path in _paths(published):
        suite = _suite(root, published, path)
        totals.update({name: int(suite.attrib[name]) for name in ("tests", "failures", "skipped")})
    for name in ("tests", "failures", "skipped"):
        root.set(name, str(totals[name]))
    root.set("errors", "0")
    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _paths(published: Published) -> Iterator[str]:
    """Each document, then whatever else findings are about."""
    spoken_of = (*published.by_path, *published.silenced_by_path)
    yield from dict.fromkeys((*published.documents, *spoken_of))


def _suite(root: Element, published: Published, path: str) -> Element:
    place = _safe(published.place(path))
    suite = SubElement(root, "testsuite", {"name": place})
    found, silenced = published.by_path.get(path, ()), published.silenced_by_path.get(path, ())
    names: Counter[str] = Counter()
    for finding in found:
        _case(suite, place, finding, names)
    for one in silenced:
        why = f"silenced by {one.path}:{one.line} until {one.until}: {one.reason}"
        SubElement(_begun(suite, place, one.finding, names), "skipped", {"message": _safe(why)})
    if not found and not silenced:
        SubElement(suite, "testcase", {"classname": place, "name": "no findings"})
    failures = sum(finding.severity is Severity.ERROR for finding in found)
    suite.attrib |= {
        "tests": str(len(suite)),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(silenced)),
    }
    return suite


def _case(suite: Element, place: str, finding: Finding, names: Counter[str]) -> None:
    case = _begun(suite, place, finding, names)
    hint = cure(finding)
    text = f"{place}:{finding.line}: {_safe(finding.message)}" + (f"\nhint: {_safe(hint)}" if hint else "")
    if finding.severity is Severity.ERROR:
        told = SubElement(case, "failure", {"type": finding.code, "message": _safe(finding.message)})
        told.text = text
    else:
        SubElement(case, "system-out").text = f"{finding.severity.value}: {text}"


def _begun(suite: Element, place: str, finding: Finding, names: Counter[str]) -> Element:
    """Return a new test, named by its code and item; names stay the same while lines move."""
    item = item_of(finding) or (finding.item or "").partition("#")[2]
    name = _safe(f"{finding.code} {item}".rstrip())
    names[name] += 1
    name = name if names[name] == 1 else f"{name} ({names[name]})"
    where = {"file": place, "line": str(max(1, finding.line))}
    return SubElement(suite, "testcase", {"classname": place, "name": name, **where})


def _safe(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", clean(text))
