// What the README shows is what works.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { print } from "graphql";
import { GraphQLClient } from "graphql-request";
// @ts-expect-error: a script without types, which runs before there is anything to compile.
import { blocks } from "../../readme.mjs";
import { Readme1Document } from "../generated/operations.js";
import { access } from "./access.js";

const readme = await readFile("../../README.md", "utf8");

describe("the README", () => {
  it("asks a first question and shows its answer", async () => {
    const { url, token } = access();
    const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
    const data = await client.request(print(Readme1Document));
    const [answer] = blocks(readme, "json");
    assert.deepEqual({ data }, JSON.parse(answer));
  });

  it("shows the example of Apollo Client that is tested here", async () => {
    assert.equal(blocks(readme, "ts")[0], await readFile("examples/apollo.ts", "utf8"));
    const { stdout } = await promisify(execFile)(process.execPath, ["build/examples/apollo.js"]);
    assert.deepEqual(stdout.trim().split("\n"), [
      "Håndverk og hverdag: NAV Laksebukta",
      "Musikkterapi ved Midtbygda sykehjem: Midtbygda sykehjem",
    ]);
  });
});
