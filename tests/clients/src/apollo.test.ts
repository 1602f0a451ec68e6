import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";
import {
  CreateOrganisationDocument,
  DeleteOrganisationDocument,
  MunicipalityByNumberDocument,
  OneOrganisationDocument,
  OrganisationPageDocument,
  UpdateOrganisationDocument,
} from "../generated/operations.js";
import { type Access, access } from "./access.js";
import { BERGEN, codesIn, journey, mutates } from "./journey.js";

function http({ url, token }: Access, fetcher: typeof fetch = fetch): HttpLink {
  return new HttpLink({ uri: url, headers: { authorization: `Bearer ${token}` }, fetch: fetcher });
}

journey("Apollo Client", (access) => {
  const client = new ApolloClient({ link: http(access), cache: new InMemoryCache() });
  return {
    async ask(document, variables) {
      const { data } = mutates(document)
        ? await client.mutate<never>({ mutation: document, variables, fetchPolicy: "no-cache" })
        : await client.query<never>({ query: document, variables, fetchPolicy: "no-cache" });
      if (!data) throw new Error("neither data nor an error");
      return data;
    },
    codes(rejection) {
      if (CombinedGraphQLErrors.is(rejection)) return codesIn(rejection.errors);
      // What is not answered with `application/graphql-response+json` stays unparsed.
      if (ServerError.is(rejection)) return codesIn(JSON.parse(rejection.bodyText).errors);
      return [];
    },
  };
});

describe("Apollo Client's cache", () => {
  const cache = new InMemoryCache({
    typePolicies: { Query: { fields: { organisations: relayStylePagination(["filter", "orderBy"]) } } },
  });
  const client = new ApolloClient({ link: http(access()), cache });
  const filter = { municipalityNumber: { eq: BERGEN } };

  it("joins the pages of a connection", async () => {
    const list = client.watchQuery({ query: OrganisationPageDocument, variables: { first: 4, filter } });
    const subscription = list.subscribe(() => {});
    await list.refetch();
    const joined = () =>
      client.readQuery({ query: OrganisationPageDocument, variables: { first: 4, filter } })!.organisations;
    for (let fetches = 0; joined().pageInfo.hasNextPage; fetches += 1) {
      assert.ok(fetches < 100, "the list does not end");
      await list.fetchMore({ variables: { after: joined().pageInfo.endCursor } });
    }
    subscription.unsubscribe();
    const { edges, totalCount } = joined();
    assert.ok(totalCount > 8);
    assert.equal(new Set(edges.map((edge) => edge.node.id)).size, totalCount);
  });

  it("takes over what a mutation returns", async () => {
    const { data: found } = await client.query({ query: MunicipalityByNumberDocument, variables: { number: BERGEN } });
    const created = await client.mutate({
      mutation: CreateOrganisationDocument,
      variables: { input: { municipality: found!.municipalityByNumber!.id, name: "Hurtiglager", serviceType: "LIBRARY" } },
    });
    const { id, version } = created.data!.createOrganisation.organisation!;
    await client.query({ query: OneOrganisationDocument, variables: { id } });
    await client.mutate({ mutation: UpdateOrganisationDocument, variables: { input: { id, version, name: "Nytt navn" } } });
    const { data: cached } = await client.query({
      query: OneOrganisationDocument,
      variables: { id },
      fetchPolicy: "cache-only",
    });
    assert.equal(cached?.organisation?.name, "Nytt navn");
    await client.mutate({ mutation: DeleteOrganisationDocument, variables: { input: { id, version: version + 1 } } });
  });
});

// The server answers a hash it does not know with PERSISTED_QUERY_NOT_FOUND, gets the query once, and knows it from
// then on.
describe("Apollo Client with automatic persisted queries", () => {
  for (const useGETForHashedQueries of [false, true]) {
    it(`sends a query once, then its hash by ${useGETForHashedQueries ? "GET" : "POST"}`, async () => {
      const sent: { method: string; query: boolean }[] = [];
      const record: typeof fetch = (target, init) => {
        const query = init?.body ? "query" in JSON.parse(String(init.body)) : new URL(String(target)).searchParams.has("query");
        sent.push({ method: init?.method ?? "GET", query });
        return fetch(target, init);
      };
      const hashes = new PersistedQueryLink({
        useGETForHashedQueries,
        sha256: (query: string) => createHash("sha256").update(query).digest("hex"),
      });
      const client = new ApolloClient({ link: ApolloLink.from([hashes, http(access(), record)]), cache: new InMemoryCache() });
      const ask = () =>
        client.query({
          // Not a query that anything else sends, so that the server cannot know it yet.
          query: once(useGETForHashedQueries),
          variables: { number: BERGEN },
          fetchPolicy: "no-cache",
        });
      assert.equal((await ask()).data?.municipalityByNumber?.name, "Bergen");
      assert.equal((await ask()).data?.municipalityByNumber?.name, "Bergen");
      assert.deepEqual(sent.map((each) => each.query), [false, true, false]);
      if (useGETForHashedQueries) assert.equal(sent.at(-1)?.method, "GET");
    });
  }
});

function once(get: boolean): typeof MunicipalityByNumberDocument {
  const definitions = MunicipalityByNumberDocument.definitions.map((each) =>
    each.kind === "OperationDefinition"
      ? { ...each, name: { kind: "Name" as const, value: `Once${get ? "Get" : "Post"}${process.pid}` } }
      : each,
  );
  return { ...MunicipalityByNumberDocument, definitions } as typeof MunicipalityByNumberDocument;
}
