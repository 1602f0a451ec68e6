"""What Schemathesis holds every answer to, and how it makes values of the registry's own scalars."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import schemathesis
from graphql import DocumentNode, GraphQLEnumType, Visitor, build_schema, visit
from hypothesis import strategies as st
from schemathesis.graphql import nodes

SCHEMA = build_schema((Path(__file__).parents[4] / "schema.graphql").read_text())


def mostly(usual: st.SearchStrategy, odd: st.SearchStrategy) -> st.SearchStrategy:
    """The usual nine times of ten: with more that is odd, an input of ten fields would hardly ever be taken."""
    return st.integers(0, 9).flatmap(lambda draw: odd if draw == 9 else usual)


# Amounts and percentages as they should be, and as they should not: too exact, too large, no numbers at all.
tidy = st.one_of(st.decimals(0, 100, places=2).map(str).map(nodes.String), st.integers(0, 100).map(nodes.Int))
untidy = st.one_of(st.decimals().map(str), st.text(max_size=20)).map(nodes.String)
for scalar in ("Decimal", "Nok", "Percentage"):
    schemathesis.graphql.scalar(scalar, mostly(tidy, untidy))
near = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(str)
odd_days = st.one_of(st.dates().map(str), st.text(max_size=12))
schemathesis.graphql.scalar("Date", mostly(near, odd_days).map(nodes.String))
instants = st.datetimes().map(lambda instant: f"{instant.isoformat()}Z")
schemathesis.graphql.scalar("DateTime", mostly(instants, st.text(max_size=30)).map(nodes.String))

# What to leave out of the arguments of lists. All at once they are nearly always refused: `first` with `last`, cursors
# of another list, comparators without a value.
LEFT_OUT = [
    (),
    ("last", "before", "after"),
    ("first", "before", "after"),
    ("last", "before", "after", "filter"),
    ("first", "before", "after", "filter", "orderBy"),
    ("last", "before", "after", "filter", "orderBy"),
]


@schemathesis.hook
def flatmap_body(context, body: DocumentNode) -> st.SearchStrategy[DocumentNode]:
    return st.sampled_from(LEFT_OUT).map(lambda names: without(body, names))


def without(document: DocumentNode, names: tuple[str, ...]) -> DocumentNode:
    """The document with these arguments left out of its lists, however deep."""

    class Leave(Visitor):
        def enter_field(self, node, *_):
            given = {argument.name.value for argument in node.arguments}
            if not given & {"first", "last", "before", "after", "filter", "orderBy"}:
                return None
            return replace(node, arguments=tuple(each for each in node.arguments if each.name.value not in names))

    return visit(document, Leave())


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
    """Every operation must have been asked, and most answered with data once: else nothing but refusals was tested."""

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
        missed = set(os.environ["SAMSPILL_FUZZ_OPERATIONS"].split()) - self.asked
        assert not missed, f"never asked: {sorted(missed)}"
        least = float(os.environ["SAMSPILL_FUZZ_LEAST_ANSWERED"])
        share = len(self.answered) / len(self.asked)
        never = ", ".join(sorted(self.asked - self.answered))
        print(f"{len(self.answered)} of {len(self.asked)} operations were answered with data; never: {never}")
        assert share >= least, "too few operations were answered with data"
