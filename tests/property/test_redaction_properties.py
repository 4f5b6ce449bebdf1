import base64
from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st

from gonogo.verify.redact import Redactor

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def word(size: int, letters: str = LETTERS) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=size, max_size=size)


SECRETS = st.one_of(
    word(16, LETTERS[:26] + LETTERS[52:]).map(lambda w: ("AKIA" + w, "{}")),
    word(36).map(lambda w: ("ghp_" + w, "{}")),
    word(40).map(lambda w: ("github_pat_" + w, "{}")),
    word(20).map(lambda w: ("glpat-" + w, "{}")),
    word(24).map(lambda w: ("xoxb-" + w, "{}")),
    word(24).map(lambda w: ("sk_live_" + w, "{}")),
    word(40).map(lambda w: ("eyJ" + w + "." + w + "." + w, "{}")),
    word(12).map(lambda w: (w, "password={}")),
    word(12).map(lambda w: (w, 'api_key: "{}"')),
    word(12).map(lambda w: (w, "TOKEN = '{}'")),
    word(12).map(lambda w: (w, "Authorization: Bearer {}")),
    word(12).map(lambda w: (w, "https://user:{}@example.org/x")),
    word(200).map(lambda w: (w, "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----")),
    word(200).map(lambda w: (w, "-----BEGIN PRIVATE KEY-----\n{}")),
)
NOISE = st.binary(max_size=40).map(lambda data: b" " + data.replace(b"PRIVATE", b"") + b" ")


@given(st.lists(st.tuples(NOISE, SECRETS), min_size=1, max_size=4), NOISE)
@example([(b" \xff\x00 ", ("p4ssw0rd1234", "password={}"))], b"")
def test_planted_secrets_never_reach_the_stored_bytes(planted: list[tuple[bytes, tuple[str, str]]], end: bytes) -> None:
    data = b"".join(noise + frame.format(secret).encode() for noise, (secret, frame) in planted) + end
    (redacted,) = Redactor({})([data])
    for _, (secret, _) in planted:
        assert secret.encode() not in redacted
    assert b"[redacted:" in redacted


@given(
    st.sampled_from(["DEPLOY_TOKEN", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "STRIPE_KEY", "SENTRY_AUTH", "X_API_KEY"]),
    st.text(LETTERS + "/+=&?%-_. ", min_size=8, max_size=60).filter(
        lambda v: len(v.strip()) >= 8 and not v.isdigit() and not v.isalpha()
    ),
    NOISE,
)
def test_the_callers_own_secrets_never_reach_the_stored_bytes(name: str, value: str, noise: bytes) -> None:
    spellings = [value.encode(), quote(value).encode(), base64.b64encode(value.encode())]
    redact = Redactor({name: value})
    for spelling in spellings:
        (redacted,) = redact([noise + spelling + noise])
        assert value.strip().encode() not in redacted
        assert base64.b64encode(value.encode()) not in redacted


@given(st.binary(max_size=400))
def test_bytes_without_secrets_stay_as_they_are(data: bytes) -> None:
    tame = bytes(byte for byte in data if byte not in b"aAeEgGkKxX:=_-/")
    assert Redactor({"HOME": "/root", "PATH": "/usr/bin", "LANG": "C"})([tame]) == [tame]


@given(word(64))
def test_a_private_key_torn_by_the_gap_is_taken_on_both_sides(key: str) -> None:
    begun = f"text\n-----BEGIN PRIVATE KEY-----\n{key}\n".encode()
    ended = f"{key}\n-----END PRIVATE KEY-----\nmore\n".encode()
    head, tail = Redactor({})([begun, ended])
    assert key.encode() not in head + tail
    assert head.startswith(b"text\n")
    assert tail.endswith(b"more\n")
