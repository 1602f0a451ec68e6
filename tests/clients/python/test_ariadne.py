"""ariadne-codegen: a typed client, generated from schema.graphql and the operations."""

import pytest
from generated.samspill_client import (
    CodeComparator,
    CreateOrganisationInput,
    DeleteOrganisationInput,
    OrganisationFilter,
    SamspillClient,
    ServiceType,
    UpdateOrganisationInput,
    UserErrorCode,
)
from generated.samspill_client.exceptions import GraphQLClientGraphQLMultiError, GraphQLClientHttpError

BERGEN = OrganisationFilter(municipality_number=CodeComparator(eq="4601"))
NOBODY = "organisation_0193aaaaaaaa7aaa8aaaaaaaaaaaaaaa"


@pytest.fixture(scope="module")
def client(access):
    with SamspillClient(access.url, headers=access.headers) as client:
        yield client


@pytest.fixture
def bergen(client) -> str:
    return client.municipality_by_number(number="4601").municipality_by_number.id


def codes(error) -> list[str]:
    """The codes of the errors; what is answered with a status of its own, the client leaves unread."""
    if isinstance(error, GraphQLClientHttpError):
        return [each["extensions"]["code"] for each in error.response.json()["errors"]]
    return [each.extensions["code"] for each in error.errors]


def test_reads_a_list_to_its_end(client):
    seen, after, more = [], None, True
    while more:
        page = client.organisation_page(first=4, after=after, filter_=BERGEN).organisations
        seen += [edge.node.id for edge in page.edges]
        after, more = page.page_info.end_cursor, page.page_info.has_next_page
        assert len(seen) <= page.total_count
    assert len(seen) == len(set(seen)) == page.total_count > 8


def test_reads_records_by_id(client, bergen):
    known = client.organisation_page(first=1, filter_=BERGEN).organisations.edges[0].node
    node = client.one_node(id=known.id).node
    assert (node.typename__, node.name, node.created_at) == ("Organisation", known.name, known.created_at)
    nodes = client.many_nodes(ids=[NOBODY, known.id, bergen]).nodes
    assert [node and node.typename__ for node in nodes] == [None, "Organisation", "Municipality"]


def test_writes_with_versions(client, bergen):
    given = CreateOrganisationInput(municipality=bergen, name="Ariadnes bibliotek", service_type=ServiceType.LIBRARY)
    created = client.create_organisation(given).create_organisation
    assert created.errors == []
    id_ = created.organisation.id

    change = UpdateOrganisationInput(id=id_, version=1, name="Ariadnes bibliotek, omdøpt")
    assert client.update_organisation(change).update_organisation.organisation.version == 2

    stale = client.update_organisation(change).update_organisation
    assert stale.organisation is None
    assert [(error.code, error.current_version) for error in stale.errors] == [(UserErrorCode.CONFLICT, 2)]

    gone = client.delete_organisation(DeleteOrganisationInput(id=id_, version=2)).delete_organisation
    assert gone.errors == []
    assert client.one_organisation(id=id_).organisation is None


def test_is_told_what_cannot_be_asked(client):
    with pytest.raises((GraphQLClientGraphQLMultiError, GraphQLClientHttpError)) as refused:
        client.one_organisation(id="not an id")
    assert codes(refused.value) == ["BAD_USER_INPUT"]


def test_is_told_that_its_token_is_not_good(access):
    with SamspillClient(access.url, headers={"Authorization": "Bearer not-a-token"}) as stranger:
        with pytest.raises((GraphQLClientGraphQLMultiError, GraphQLClientHttpError)) as refused:
            stranger.municipality_by_number(number="4601")
    assert codes(refused.value) == ["UNAUTHENTICATED"]
