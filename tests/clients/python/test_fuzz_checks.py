"""The check that the fuzz test rests on finds what it is there to find."""

import json

import pytest
from fuzz.checks import complaint

GOOD = {"message": "no", "extensions": {"code": "BAD_USER_INPUT", "requestId": "1"}}


def body(*errors: dict, data=None) -> bytes:
    return json.dumps({"data": data, "errors": list(errors)}).encode()


def test_accepts_data_and_coded_errors():
    assert complaint(200, b'{"data": {"node": null}}') is None
    assert complaint(400, body(GOOD), {"BAD_USER_INPUT"}) is None


@pytest.mark.parametrize(
    ("status", "answer", "says"),
    [
        (502, b"<html>", "without JSON"),
        (200, b"{}", "neither data nor errors"),
        (200, body(), "not a list of errors"),
        (200, body(GOOD, {"message": "no"}), "without extensions.code"),
        (200, body({"message": "no", "extensions": {"code": "BAD_USER_INPUT"}}), "without extensions.requestId"),
        (200, body({**GOOD, "extensions": {"code": "INTERNAL", "requestId": "1"}}), "the service failed"),
        (400, body({**GOOD, "extensions": {"code": "ODD", "requestId": "1"}}), "not a documented code"),
        (429, body({**GOOD, "extensions": {"code": "RATE_LIMITED", "requestId": "1"}}), "rate"),
        (503, body(GOOD), "status 503"),
    ],
)
def test_finds(status, answer, says):
    codes = {"BAD_USER_INPUT", "INTERNAL", "RATE_LIMITED"}
    assert says in complaint(status, answer, codes)
