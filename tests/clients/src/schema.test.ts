// The schema as tools get it: by introspection.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { GraphQLClient } from "graphql-request";
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { access } from "./access.js";

describe("introspection", () => {
  it("gives the schema as committed", async () => {
    const { url, token } = access();
    const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
    const answer = await client.request<IntrospectionQuery>(getIntrospectionQuery({ specifiedByUrl: true }));
    const committed = buildSchema(await readFile("../../schema.graphql", "utf8"));
    const served = lines(buildClientSchema(answer));
    const expected = lines(committed);
    // Only where they part: the whole would be half a megabyte.
    const parting = served.findIndex((line, index) => line !== expected[index]);
    assert.deepEqual(parting < 0 ? [] : served.slice(parting, parting + 5), parting < 0 ? [] : expected.slice(parting, parting + 5));
    assert.equal(served.length, expected.length);
  });
});

function lines(schema: GraphQLSchema): string[] {
  return printSchema(lexicographicSortSchema(schema)).split("\n");
}
