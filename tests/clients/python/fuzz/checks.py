"""What Schemathesis holds every answer to, and how it makes values of the registry's own scalars."""

import json
import os
from pathlib import Path

import schemathesis
from graphql import GraphQLEnumType, build_schema
from hypothesis import strategies as st
from schemathesis.graphql import nodes

SCHEMA = build_schema((Path(__file__).parents[4] / "schema.graphql").read_text())

# Amounts and percentages as they should be, and as they should not: too exact, too large, no numbers at all.
tidy = st.decimals(min_value=0, max_value=100, places=2).map(str)
untidy = st.one_of(st.decimals().map(str), st.text(max_size=20))
for scalar in ("Decimal", "Nok", "Percentage"):
    literals = st.one_of(tidy.map(nodes.String), st.integers(-10, 110).map(nodes.Int), untidy.map(nodes.String))
    schemathesis.graphql.scalar(scalar, literals)
days = st.dates().map(str)
schemathesis.graphql.scalar("Date", st.one_of(days, st.text(max_size=12)).map(nodes.String))
instants = st.datetimes().map(lambda instant: f"{instant.isoformat()}Z")
schemathesis.graphql.scalar("DateTime", st.one_of(instants, st.text(max_size=30)).map(nodes.String))


def documented_codes() -> set[str] | None:
    """The codes that `extensions.code` may have, when the schema lists them."""
    listed = SCHEMA.type_map.get("ErrorCode")
    return set(listed.values) if isinstance(listed, GraphQLEnumType) else None


def complaint(status: int, body: bytes, codes: set[str] | None = None) -> str | None:
    """What is wrong with this answer to a signed-in caller, whatever was asked."""
    try:
        answer = json.loads(body)
    except ValueError:
        return f"status {status} without JSON"
    if not isinstance(answer, dict) or not answer.keys() & {"data", "errors"}:
        return f"status {status} with neither data nor errors"
    errors = answer.get("errors")
    if errors is not None and not (isinstance(errors, list) and errors):
        return "errors is not a list of errors"
    for error in errors or []:
        extensions = error.get("extensions") or {}
        code = extensions.get("code")
        if not code:
            return f"an error without extensions.code: {error}"
        if codes is not None and code not in codes:
            return f"{code} is not a documented code: {error}"
        if not extensions.get("requestId"):
            return f"an error without extensions.requestId: {error}"
        if code == "INTERNAL":
            return f"the service failed: {error}"
        if code == "RATE_LIMITED":
            return "the server limits the rate of these requests: start it without that limit"
    if status >= 500:
        return f"status {status}: {answer}"
    return None


@schemathesis.check
def coded_and_alive(ctx, response, case) -> None:
    found = complaint(response.status_code, response.content, documented_codes())
    assert found is None, found


@schemathesis.check
class Reached:
    """Of the operations asked, most must have been answered with data once: else nothing but refusals was tested."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.answered: set[str] = set()

    def after_response(self, ctx, response, case) -> None:
        self.asked.add(case.operation.label)
        if complaint(response.status_code, response.content) is not None:
            return  # which the other check reports
        data = json.loads(response.content).get("data")
        if data and any(value is not None for value in data.values()):
            self.answered.add(case.operation.label)

    def after_run(self, ctx) -> None:
        expected = {f"Query.{name}" for name in SCHEMA.query_type.fields}
        expected |= {f"Mutation.{name}" for name in SCHEMA.mutation_type.fields}
        missed = expected - self.asked
        assert not missed, f"never asked: {sorted(missed)}"
        least = float(os.environ["SAMSPILL_FUZZ_LEAST_ANSWERED"])
        share = len(self.answered) / len(self.asked)
        print(f"{len(self.answered)} of {len(self.asked)} operations were answered with data")
        assert share >= least, f"never answered with data: {sorted(self.asked - self.answered)}"
