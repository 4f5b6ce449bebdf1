"""Looking into YAML, JSON and TOML."""

import pytest

from gonogo.evidence.answers import NotThere, Unreadable
from gonogo.evidence.structure import CONTAINER, look_up

OPENAPI = b"""
openapi: 3.1.0
paths:
  /orders:
    get: &get
      responses:
        404: {description: none}
    head: *get
  "/orders/{id}":
    get:
      <<: *get
      deprecated: yes
      weight: 0.50
      count: 7
      done: true
      nothing: ~
      quoted: "7"
"""


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", CONTAINER),
        ("/openapi", "3.1.0"),
        ("/paths/~1orders/get", CONTAINER),
        ("/paths/~1orders/head/responses/404/description", "none"),
        ("/paths/~1orders~1{id}/get/responses/404/description", "none"),
        ("/paths/~1orders~1%7Bid%7D/get/count", 7),
        ("/paths/~1orders~1{id}/get/deprecated", "yes"),
        ("/paths/~1orders~1{id}/get/weight", "0.50"),
        ("/paths/~1orders~1{id}/get/done", True),
        ("/paths/~1orders~1{id}/get/nothing", None),
        ("/paths/~1orders~1{id}/get/quoted", "7"),
    ],
)
def test_a_pointer_finds_its_place_in_yaml(pointer, expected) -> None:
    found = look_up(OPENAPI, "api/openapi.yaml", pointer)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("path", "data", "pointer", "expected"),
    [
        ("a.json", b'{"a":[{"b":1.25},null]}', "/a/0/b", "1.25"),
        ("a.json", b'{"a":[{"b":1.25},null]}', "/a/1", None),
        ("a.json", b'{"":{"~":1}}', "//~0", 1),
        ("a.toml", b"[a]\nb = true", "/a/b", True),
        ("a.yaml", b"- one\n- two", "/1", "two"),
    ],
)
def test_a_pointer_finds_its_place(path, data, pointer, expected) -> None:
    assert look_up(data, path, pointer) == expected


@pytest.mark.parametrize(
    ("path", "data", "pointer"),
    [
        ("a.json", b'{"a":1}', "/b"),
        ("a.json", b'{"a":[1]}', "/a/1"),
        ("a.json", b'{"a":[1]}', "/a/-1"),
        ("a.json", b'{"a":[1]}', "a"),
        ("a.json", b'{"a":1}', "/a/b"),
        ("a.yaml", b"a: 1", "/a/b"),
        ("a.yaml", b"", "/a"),
        ("a.yaml", b"a: &x\n  <<: *x\n", "/a/b"),
    ],
)
def test_a_place_that_is_not_there_is_told(path, data, pointer) -> None:
    with pytest.raises(NotThere):
        look_up(data, path, pointer)


BOMB = b"a: &a [x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (i + 1, i + 1, b",".join([b"*%c" % i] * 9)) for i in range(97, 110)
)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.json", b"{"),
        ("a.json", b"\xff"),
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"a":1,"a":2}'),
        ("a.json", b'{"a":' + b"9" * 5_000 + b"}"),
        ("a.yaml", b"a: [" + b"[" * 10_000),
        ("a.yaml", b"- " * 10_000 + b"x"),
        ("a.yaml", b"a: 1\na: 2"),
        ("a.yaml", b"a: \x00"),
        ("a.yaml", b"a: *nowhere"),
        ("a.toml", b"a = "),
        ("a.toml", b"a = " + b"[" * 50_000),
        ("a.json", b" " * (17 << 20)),
    ],
)
def test_what_cannot_be_read_is_unreadable(path, data) -> None:
    with pytest.raises(Unreadable):
        look_up(data, path, "/a")


def test_aliases_of_yaml_are_not_unfolded() -> None:
    assert look_up(BOMB, "a.yaml", "/n/8/8/8") is CONTAINER
