"""gql: documents as text, checked against the schema it reads from the server."""

import pytest
from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportError
from gql.transport.httpx import HTTPXTransport
from gql.transport.requests import RequestsHTTPTransport
from graphql import build_schema, specified_scalar_types

from conftest import REPOSITORY, Access

BERGEN = {"municipalityNumber": {"eq": "4601"}}
NOBODY = "organisation_0193aaaaaaaa7aaa8aaaaaaaaaaaaaaa"


class Session:
    """Carries out operations of one document by name."""

    def __init__(self, transport, document: str, **settings):
        self.client = Client(transport=transport, **settings)
        self.document = document

    def ask(self, operation: str, **variables):
        request = GraphQLRequest(self.document, variable_values=variables, operation_name=operation)
        return self.client.execute(request)


@pytest.fixture(scope="module", params=[RequestsHTTPTransport, HTTPXTransport])
def session(request, access, operations) -> Session:
    return Session(request.param(url=access.url, headers=access.headers, timeout=30), operations)


@pytest.fixture
def bergen(session) -> str:
    return session.ask("MunicipalityByNumber", number="4601")["municipalityByNumber"]["id"]


def codes(error: TransportError) -> list[str]:
    """The codes of the errors, whether the client took them from the body or only kept its text."""
    if getattr(error, "errors", None):
        return [each["extensions"]["code"] for each in error.errors]
    response = getattr(error, "response", None) or error.__cause__.response
    return [each["extensions"]["code"] for each in response.json()["errors"]]


def test_reads_a_list_to_its_end(session):
    seen, after, more = [], None, True
    while more:
        page = session.ask("OrganisationPage", first=4, after=after, filter=BERGEN)["organisations"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert len(seen) <= page["totalCount"]
    assert len(seen) == len(set(seen)) == page["totalCount"] > 8


def test_reads_records_by_id(session, bergen):
    edge = session.ask("OrganisationPage", first=1, filter=BERGEN)["organisations"]["edges"][0]
    known = edge["node"]
    assert session.ask("OneNode", id=known["id"])["node"] == {"__typename": "Organisation", **known}
    nodes = session.ask("ManyNodes", ids=[NOBODY, known["id"], bergen])["nodes"]
    assert [node and node["__typename"] for node in nodes] == [None, "Organisation", "Municipality"]


def test_writes_with_versions(session, bergen):
    given = {"municipality": bergen, "name": "Pytonbiblioteket", "serviceType": "LIBRARY"}
    created = session.ask("CreateOrganisation", input=given)["createOrganisation"]
    assert created["errors"] == []
    id_ = created["organisation"]["id"]

    change = {"id": id_, "version": 1, "name": "Pytonbiblioteket, omdøpt"}
    updated = session.ask("UpdateOrganisation", input=change)["updateOrganisation"]
    assert updated["organisation"]["version"] == 2

    stale = session.ask("UpdateOrganisation", input={**change, "name": "for sent"})["updateOrganisation"]
    assert stale["organisation"] is None
    assert [(error["code"], error["currentVersion"]) for error in stale["errors"]] == [("CONFLICT", 2)]
    assert session.ask("OneOrganisation", id=id_)["organisation"]["name"] == change["name"]

    gone = session.ask("DeleteOrganisation", input={"id": id_, "version": 2})["deleteOrganisation"]
    assert gone["errors"] == []
    assert session.ask("OneOrganisation", id=id_)["organisation"] is None


def test_is_told_what_cannot_be_asked(session):
    with pytest.raises(TransportError) as refused:
        session.ask("OneOrganisation", id="not an id")
    assert codes(refused.value) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("transport", [RequestsHTTPTransport, HTTPXTransport])
def test_is_told_that_its_token_is_not_good(transport, access, operations):
    stranger = Access(access.url, "not-a-token")
    session = Session(transport(url=stranger.url, headers=stranger.headers), operations)
    with pytest.raises(TransportError) as refused:
        session.ask("MunicipalityByNumber", number="4601")
    assert codes(refused.value) == ["UNAUTHENTICATED"]


def test_reads_the_schema_from_the_server(access, operations):
    transport = RequestsHTTPTransport(url=access.url, headers=access.headers)
    session = Session(transport, operations, fetch_schema_from_transport=True)
    assert session.ask("MunicipalityByNumber", number="4601")["municipalityByNumber"]["name"] == "Bergen"
    committed = build_schema((REPOSITORY / "schema.graphql").read_text())

    def names(schema):
        # A scalar of GraphQL's own that nothing uses is told of by the server, but not by a built schema.
        own = (name for name in schema.type_map if not name.startswith("__"))
        return sorted(name for name in own if name not in specified_scalar_types)

    assert names(session.client.schema) == names(committed)
