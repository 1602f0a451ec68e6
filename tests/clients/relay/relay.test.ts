// Relay asks for pages, nodes and writes in ways of its own, and expects the server to answer by its
// conventions: here its compiler's artifacts run in its real store.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  commitMutation,
  ConnectionHandler,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  type GraphQLTaggedNode,
  type MutationParameters,
  Network,
  type OperationType,
  RecordSource,
  type RecordSourceProxy,
  Store,
} from "relay-runtime";
import { access } from "../src/access.js";
import CardQuery, { type OrganisationsCardQuery } from "./__generated__/OrganisationsCardQuery.graphql";
import CreateMutation, { type OrganisationsCreateMutation } from "./__generated__/OrganisationsCreateMutation.graphql";
import DeleteMutation, { type OrganisationsDeleteMutation } from "./__generated__/OrganisationsDeleteMutation.graphql";
import NextPageQuery, { type OrganisationsNextPageQuery } from "./__generated__/OrganisationsNextPageQuery.graphql";
import FirstPageQuery, { type OrganisationsQuery } from "./__generated__/OrganisationsQuery.graphql";
import UpdateMutation, { type OrganisationsUpdateMutation } from "./__generated__/OrganisationsUpdateMutation.graphql";

const { url, token } = access();

const environment = new Environment({
  network: Network.create(async ({ text }, variables) => post(text!, variables)),
  store: new Store(new RecordSource()),
});

async function post(query: string, variables: object) {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

async function library(name: string) {
  const bergen = await post('{ municipalityByNumber(number: "4601") { id } }', {});
  return { municipality: bergen.data.municipalityByNumber.id as string, name, serviceType: "LIBRARY" as const };
}

/** Asks, and keeps what it reads in the store. */
async function ask<Operation extends OperationType>(query: GraphQLTaggedNode, variables: Operation["variables"]) {
  environment.retain(createOperationDescriptor(query as never, variables));
  return fetchQuery<Operation>(environment, query, variables).toPromise();
}

function write<Operation extends MutationParameters>(mutation: GraphQLTaggedNode, variables: Operation["variables"]) {
  return new Promise<Operation["response"]>((onCompleted, onError) => {
    commitMutation<Operation>(environment, { mutation, variables, onCompleted, onError });
  });
}

describe("Relay", () => {
  const filter = { municipalityNumber: { eq: "4601" } };
  const connectionArguments = { filter, orderBy: [{ field: "NAME" }] };
  const key = "Organisations_organisations";
  const connection = ConnectionHandler.getConnectionID("client:root", key, connectionArguments);

  /** The connection as the store holds it, which is what an application renders. */
  function list() {
    let ids: string[] = [];
    let hasNextPage: unknown;
    let endCursor: unknown;
    let totalCount: unknown;
    environment.commitUpdate((store) => {
      const held = ConnectionHandler.getConnection(store.getRoot(), key, connectionArguments)!;
      ids = held.getLinkedRecords("edges")!.map((edge) => edge!.getLinkedRecord("node")!.getDataID());
      hasNextPage = held.getLinkedRecord("pageInfo")!.getValue("hasNextPage");
      endCursor = held.getLinkedRecord("pageInfo")!.getValue("endCursor");
      totalCount = held.getValue("totalCount");
    });
    return { ids, hasNextPage, endCursor, totalCount };
  }

  function held(id: string, field: string): unknown {
    let value: unknown;
    environment.commitUpdate((store: RecordSourceProxy) => {
      value = store.get(id)?.getValue(field);
    });
    return value;
  }

  it("joins the pages of a connection", async () => {
    await ask<OrganisationsQuery>(FirstPageQuery, { first: 4, filter });
    for (let fetches = 0; list().hasNextPage; fetches += 1) {
      assert.ok(fetches < 100, "the list does not end");
      await ask<OrganisationsNextPageQuery>(NextPageQuery, { first: 4, after: list().endCursor as string, filter });
    }
    const { ids, totalCount } = list();
    assert.ok(ids.length > 8);
    assert.equal(ids.length, totalCount);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("refetches a node that someone else has changed", async () => {
    const { createOrganisation } = await write<OrganisationsCreateMutation>(CreateMutation, {
      input: await library("Før"),
      connections: [],
    });
    const { id } = createOrganisation.organisation!;
    const elsewhere = "mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { errors { code } } }";
    await post(elsewhere, { input: { id, version: 1, name: "Etter" } });
    assert.equal(held(id, "name"), "Før");
    const { node } = (await ask<OrganisationsCardQuery>(CardQuery, { id }))!;
    assert.ok(node);
    assert.equal(held(id, "name"), "Etter");
    await write<OrganisationsDeleteMutation>(DeleteMutation, { input: { id, version: 2 }, connections: [] });
  });

  it("adds, changes and removes what mutations return", async () => {
    const before = list().ids.length;
    const { createOrganisation } = await write<OrganisationsCreateMutation>(CreateMutation, {
      input: await library("Reléboka"),
      connections: [connection],
    });
    assert.deepEqual(createOrganisation.errors, []);
    const { id } = createOrganisation.organisation!;
    assert.equal(list().ids[0], id);
    assert.equal(list().ids.length, before + 1);

    const renamed = { id, version: 1, name: "Relébiblioteket" };
    await write<OrganisationsUpdateMutation>(UpdateMutation, { input: renamed });
    assert.equal(held(id, "name"), renamed.name);
    assert.equal(held(id, "version"), 2);
    const stale = await write<OrganisationsUpdateMutation>(UpdateMutation, { input: renamed });
    assert.deepEqual(stale.updateOrganisation.errors, [{ code: "CONFLICT", currentVersion: 2 }]);

    const { deleteOrganisation } = await write<OrganisationsDeleteMutation>(DeleteMutation, {
      input: { id, version: 2 },
      connections: [connection],
    });
    assert.deepEqual(deleteOrganisation.errors, []);
    assert.equal(list().ids.includes(id), false);
  });
});
