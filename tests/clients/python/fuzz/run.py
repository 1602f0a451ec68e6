"""Starts Schemathesis against a running server, with ids of its records to ask for."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

HERE = Path(__file__).parent
SCHEMA_FILE = HERE.parents[3] / "schema.graphql"

# Where a name says less than the type whose ids it takes; else it is the type's own name, or ends in it.
NAMED_OTHERWISE = {
    "activity": "BreadthActivity",
    "application": "FundingApplication",
    "coCreators": "Party",
    "employer": "Organisation",
    "goal": "PartnershipGoal",
    "line": "BudgetLine",
    "parent": "Organisation",
    "target": "OutcomeTarget",
}


def numbers(url: str, headers: dict[str, str]) -> dict[str, list[str]]:
    """The numbers that municipalities and organisations can be found by."""
    query = "{ municipalities(first: 25) { nodes { number } } organisations(first: 25) { nodes { number } } }"
    answer = httpx.post(url, headers=headers, json={"query": query}, timeout=60).json()
    return {
        f"{name}Number": [node["number"] for node in answer["data"][places]["nodes"] if node["number"]]
        for name, places in (("municipality", "municipalities"), ("organisation", "organisations"))
    }


def records(schema, url: str, headers: dict[str, str]) -> dict[str, list[str]]:
    """Ids by type, from the first page of every list."""
    found = {}
    with httpx.Client(headers=headers, timeout=60) as client:
        for name, field in schema.query_type.fields.items():
            given = get_named_type(field.type)
            kind = given.name
            # Cells of a cube have no ids.
            if not kind.endswith("Connection") or "id" not in get_named_type(given.fields["nodes"].type).fields:
                continue
            answer = client.post(url, json={"query": f"{{ {name}(first: 25) {{ nodes {{ id }} }} }}"}).json()
            found[kind.removesuffix("Connection")] = [node["id"] for node in answer["data"][name]["nodes"]]
    return found


def grant(url: str, headers: dict[str, str]) -> None:
    """Gives a reader access in Bergen: the demonstration data has no grant to ask for."""

    def ask(query: str, **variables):
        return httpx.post(url, headers=headers, json={"query": query, "variables": variables}, timeout=60).json()

    bergen = ask('{ municipalityByNumber(number: "4601") { id } }')["data"]["municipalityByNumber"]["id"]
    given = {"issuer": "https://issuer.example.no", "subject": "fuzz", "role": "READER", "municipality": bergen}
    query = "mutation ($input: CreateAccessGrantInput!) { createAccessGrant(input: $input) { errors { message } } }"
    # Other roles than administrators are refused, and ask for grants in vain.
    print("A grant of access:", json.dumps(ask(query, input=given), ensure_ascii=False))


def kind_of(name: str, owner: str, kinds: dict[str, list[str]]) -> str | None:
    """The type whose ids an argument or input field takes."""
    if name == "id":
        return owner if owner in kinds else None
    kind = NAMED_OTHERWISE.get(name, name[:1].upper() + name[1:])
    return kind if kind in kinds else next((each for each in kinds if kind.endswith(each)), None)


def places(path: str, name: str, given, owner: str, kinds: dict[str, list[str]]):
    """The places at and below an argument or input field that take an id or a version, with the list to draw from."""
    path = f"{path}.{name}{'[*]' if is_list_type(get_nullable_type(given)) else ''}"
    named = get_named_type(given)
    if isinstance(named, GraphQLInputObjectType):
        if not path.endswith(("filter", "orderBy[*]")):
            for key, part in named.fields.items():
                yield from places(path, key, part.type, owner, kinds)
    elif name == "version":
        yield path, "version"
    elif named.name == "ID":
        kind = kind_of(name, owner, kinds)
        if kind is None:
            raise SystemExit(f"{path} takes ids of an unknown type: add it to NAMED_OTHERWISE in {__file__}")
        yield path, kind


def bindings(schema, kinds: dict[str, list[str]]) -> dict[str, str]:
    """Schemathesis' name of each place that takes an id or a version, and the list to draw it from."""
    bound = {
        "*.*.first": "page",
        "*.*.last": "page",
        "Query.municipalityByNumber.number": "municipalityNumber",
        "Query.organisationByNumber.number": "organisationNumber",
        "Query.node.id": "any",
        "Query.nodes.ids[*]": "any",
    }
    for root in (schema.query_type, schema.mutation_type):
        for name, field in root.fields.items():
            if name not in ("node", "nodes"):
                owner = payload_kind(field, kinds)
                for argument, definition in field.args.items():
                    bound.update(places(f"{root.name}.{name}", argument, definition.type, owner, kinds))
    return bound


def payload_kind(field, kinds: dict[str, list[str]]) -> str:
    """The type of record a root field gives, or that its payload holds."""
    given = get_named_type(field.type)
    if given.name in kinds or not isinstance(given, GraphQLObjectType):
        return given.name
    held = [get_named_type(part.type).name for part in given.fields.values()]
    named = [kind for kind in kinds if given.name.endswith(f"{kind}Payload")]
    return next((kind for kind in held if kind in kinds), max(named, key=len, default=""))


def configuration(schema, kinds: dict[str, list[str]], named: dict[str, list[str]]) -> str:
    lists = {kind: ids for kind, ids in (kinds | named).items() if ids}
    lists["any"] = [each for ids in kinds.values() for each in ids[:3]]
    lists["version"] = [1, 2]
    lists["page"] = [1, 2, 5]
    lines = []
    for name, values in lists.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}", ""]
    lines.append("[parameters]")
    for place, name in bindings(schema, kinds).items():
        if name in lists:
            lines.append(f'"{place}" = {{ dictionary = "{name}", probability = 0.8 }}')
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, required=True, help="how many of each operation")
    parser.add_argument("--seed", type=int, help="the seed of an earlier run, to repeat it")
    parser.add_argument("--least-answered", type=float, required=True, help="the share of operations that must give data")
    parser.add_argument("--only", help="one operation, such as Query.partnerships")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes share the operations, and ask at once")
    parser.add_argument("--minutes", type=float, default=120, help="how long it may take")
    options = parser.parse_args()
    url, token = os.environ["SAMSPILL_URL"], os.environ["SAMSPILL_TOKEN"]
    headers = {"Authorization": f"Bearer {token}"}
    schema = build_schema(SCHEMA_FILE.read_text())
    grant(url, headers)
    with tempfile.TemporaryDirectory() as directory:
        settings = Path(directory, "schemathesis.toml")
        settings.write_text(configuration(schema, records(schema, url, headers), numbers(url, headers)))
        command = [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={settings}",
            "run",
            SCHEMA_FILE,
            f"--url={url}",
            f"--header=Authorization:Bearer {token}",
            f"--checks=coded_and_alive{'' if options.only else ',Reached'}",
            "--phases=fuzzing",
            "--mode=all",
            "--continue-on-failure",
            "--warnings=off",
            "--request-timeout=30",
            f"--max-examples={options.examples}",
        ]
        if options.seed is not None:
            command.append(f"--seed={options.seed}")
        shares = [[options.only]] if options.only else shared(operations(schema), options.jobs)
        return run(command, shares, directory, options)


def operations(schema) -> list[str]:
    """Every operation, as Schemathesis names it."""
    return [f"{root.name}.{name}" for root in (schema.query_type, schema.mutation_type) for name in root.fields]


def shared(labels: list[str], jobs: int) -> list[list[str]]:
    """One share for each process. Dealt out in turn, so that each has its part of the queries and of the mutations."""
    return [labels[first::jobs] for first in range(jobs)]


def run(command: list, shares: list[list[str]], directory: str, options) -> int:
    """Runs one process for each share of the operations, all at once, and shows what they said, one after the other."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "SCHEMATHESIS_HOOKS": "checks",
        "SAMSPILL_FUZZ_LEAST_ANSWERED": str(options.least_answered),
    }
    deadline = time.monotonic() + 60 * options.minutes
    jobs, failed = [], False
    try:
        for number, share in enumerate(shares):
            output = Path(directory, f"{number}.log")
            with output.open("w") as log:
                process = subprocess.Popen(
                    [*command, *(f"--include-name={label}" for label in share)],
                    env={**environment, "SAMSPILL_FUZZ_OPERATIONS": " ".join(share)},
                    cwd=directory,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            jobs.append((process, output))
        for process, output in jobs:
            try:
                failed |= process.wait(max(0, deadline - time.monotonic())) != 0
            except subprocess.TimeoutExpired:
                failed = True
                print(f"Not done after {options.minutes} minutes:")
            print(output.read_text(), flush=True)
    finally:
        for process, _ in jobs:
            if process.poll() is None:
                process.kill()
                process.wait()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
