from gonogo.verify.capture import HEAD, MOST, TAIL, Capture


def captured(*chunks: bytes) -> Capture:
    capture = Capture()
    for chunk in chunks:
        capture.add(chunk)
    return capture


def test_everything_is_kept_up_to_the_limit() -> None:
    data = bytes(range(256)) * ((HEAD + TAIL) // 256)
    chunks = [data[at : at + 7_777] for at in range(0, len(data), 7_777)]
    assert captured(*chunks).pieces() == (data,)


def test_beyond_the_limit_beginning_and_end_are_kept_in_whole_lines() -> None:
    lines = [b"line %07d\n" % number for number in range(200_000)]
    capture = captured(*lines)
    head, tail = capture.pieces()
    assert head.startswith(lines[0])
    assert head.endswith(b"\n")
    assert len(head) <= HEAD
    assert tail.startswith(b"line ")
    assert tail.endswith(lines[-1])
    assert len(tail) <= TAIL
    assert capture.total == sum(map(len, lines))


def test_a_line_without_end_is_cut_well_before_the_gap() -> None:
    head, tail = captured(*[b"x" * 100_000] * 30).pieces()
    assert 0 < len(head) < HEAD
    assert 0 < len(tail) < TAIL


def test_a_flood_is_noticed() -> None:
    capture = captured(b"y" * 1_000_000)
    assert not capture.is_over
    for _ in range(MOST // 1_000_000):
        capture.add(b"y" * 1_000_000)
    assert capture.is_over
