// What every integrator does, done with one client after the other: read a list page by page, read
// records by id, write with versions, and be told what was wrong.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type DocumentNode, Kind } from "graphql";
import {
  CreateOrganisationDocument,
  DeleteOrganisationDocument,
  ManyNodesDocument,
  MunicipalityByNumberDocument,
  OneNodeDocument,
  OneOrganisationDocument,
  OrganisationPageDocument,
  UpdateOrganisationDocument,
} from "../generated/operations.js";
import { type Access, access } from "./access.js";

/** A client library, as little wrapped as can be. */
export interface Client {
  /** Asks, past any cache. Rejects when there is no data. */
  ask<Data, Variables extends object>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>;
  /** The codes of the errors in what `ask` rejected with. */
  codes(rejection: unknown): string[];
}

export const BERGEN = "4601";

/** An id of the right form that nothing has. */
const NOBODY = "organisation_0193aaaaaaaa7aaa8aaaaaaaaaaaaaaa";

/** Registers the journey as tests of the client that `connect` makes. */
export function journey(name: string, connect: (access: Access) => Client): void {
  describe(name, () => {
    const client = connect(access());

    it("reads a list to its end, page by page", async () => {
      const seen: string[] = [];
      let after: string | null = null;
      let total: number;
      let pages = 0;
      do {
        const { organisations } = await page(client, after);
        seen.push(...organisations.edges.map((edge) => edge.node.id));
        total = organisations.totalCount;
        after = organisations.pageInfo.hasNextPage ? organisations.pageInfo.endCursor : null;
        pages += 1;
      } while (after !== null);
      assert.ok(pages > 2, `only ${pages} pages: too few to prove anything`);
      assert.equal(new Set(seen).size, seen.length, "a record came twice");
      assert.equal(seen.length, total);
    });

    it("reads records by id, whatever their type", async () => {
      const { organisations } = await page(client, null);
      const known = organisations.edges[0]!.node;
      const { node } = await client.ask(OneNodeDocument, { id: known.id });
      assert.equal(node?.__typename, "Organisation");
      assert.deepEqual(plain(node), { __typename: "Organisation", ...plain(known) });

      const bergen = await municipality(client);
      const { nodes } = await client.ask(ManyNodesDocument, { ids: [NOBODY, known.id, bergen] });
      assert.deepEqual(nodes.map((each) => each?.__typename ?? null), [null, "Organisation", "Municipality"]);
    });

    it("creates, updates, and is told of a conflict", async () => {
      const input = { municipality: await municipality(client), name: `${name} ${randomUUID()}` };
      const { createOrganisation } = await client.ask(CreateOrganisationDocument, {
        input: { ...input, serviceType: "LIBRARY" },
      });
      assert.deepEqual(createOrganisation.errors, []);
      const created = createOrganisation.organisation!;
      assert.equal(created.name, input.name);
      assert.equal(created.version, 1);

      const renamed = { id: created.id, version: created.version, name: `${input.name}, omdøpt` };
      const first = await client.ask(UpdateOrganisationDocument, { input: renamed });
      assert.deepEqual(first.updateOrganisation.errors, []);
      assert.equal(first.updateOrganisation.organisation?.version, 2);

      const stale = await client.ask(UpdateOrganisationDocument, { input: { ...renamed, name: "for sent" } });
      assert.equal(stale.updateOrganisation.organisation, null);
      const [conflict] = stale.updateOrganisation.errors;
      assert.equal(conflict?.code, "CONFLICT");
      assert.equal(conflict?.currentVersion, 2);
      assert.ok(conflict.message.length > 0);

      const read = await client.ask(OneOrganisationDocument, { id: created.id });
      assert.equal(read.organisation?.name, renamed.name);

      const gone = await client.ask(DeleteOrganisationDocument, { input: { id: created.id, version: 2 } });
      assert.deepEqual(gone.deleteOrganisation.errors, []);
      assert.equal((await client.ask(OneOrganisationDocument, { id: created.id })).organisation, null);
    });

    it("is told what cannot be asked, with a code", async () => {
      const refused = client.ask(OneOrganisationDocument, { id: "not an id" });
      await assert.rejects(refused, (error) => client.codes(error).join() === "BAD_USER_INPUT");
    });

    it("is told that its token is not good, with a code", async () => {
      const stranger = connect({ ...access(), token: "not-a-token" });
      const refused = stranger.ask(MunicipalityByNumberDocument, { number: BERGEN });
      await assert.rejects(refused, (error) => stranger.codes(error).join() === "UNAUTHENTICATED");
    });
  });
}

function page(client: Client, after: string | null) {
  return client.ask(OrganisationPageDocument, { first: 4, after, filter: { municipalityNumber: { eq: BERGEN } } });
}

async function municipality(client: Client): Promise<string> {
  const { municipalityByNumber } = await client.ask(MunicipalityByNumberDocument, { number: BERGEN });
  return municipalityByNumber!.id;
}

/** Some clients add `__typename` to what they read, or give objects without a prototype. */
function plain<T extends object>(read: T): Record<string, unknown> {
  return JSON.parse(JSON.stringify(read, (key, value) => (key === "__typename" && value !== "Organisation" ? undefined : value)));
}

/** The codes in a GraphQL response, however much of it the client kept. */
export function codesIn(errors: unknown): string[] {
  const list = Array.isArray(errors) ? errors : [];
  return list.map((error) => String(error?.extensions?.code ?? "without a code"));
}

/** Most clients want to be told which kind of operation they carry out. */
export function mutates(document: DocumentNode): boolean {
  return document.definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === "mutation");
}
