// Each rule must bite: a schema that passes, and for each rule one change that must not.
process.env.NODE_ENV = "test"; // @graphql-eslint keeps one schema per process otherwise

import assert from "node:assert/strict";
import { test } from "node:test";
import { lint } from "./lint.mjs";

// Written the way async-graphql writes it: block descriptions, GraphQL's own directives at the end.
const GOOD = `
"""
Something that can be fetched by its id.
"""
interface Node {
	"""
	Globally unique.
	"""
	id: ID!
}

"""
A parish.
"""
type Parish implements Node {
	"""
	Globally unique.
	"""
	id: ID!
	"""
	What people call it.
	"""
	name: String!
	"""
	What people called it.
	"""
	title: String @deprecated(reason: "Use \`name\`. Removal on 2999-12-31.")
	"""
	How it is doing.
	"""
	state: ParishState!
}

"""
How a parish is doing.
"""
enum ParishState {
	"""
	It is open.
	"""
	OPEN
	"""
	It is closed.
	"""
	CLOSED
}

"""
One page of parishes.
"""
type ParishConnection {
	"""
	This page.
	"""
	pageInfo: PageInfo!
	"""
	The items with their cursors.
	"""
	edges: [ParishEdge!]!
	"""
	The items alone.
	"""
	nodes: [Parish!]!
}

"""
One parish in a page.
"""
type ParishEdge {
	"""
	The item.
	"""
	node: Parish!
	"""
	Where it stands.
	"""
	cursor: String!
}

"""
Where a page stands.
"""
type PageInfo {
	"""
	Whether more come before.
	"""
	hasPreviousPage: Boolean!
	"""
	Whether more follow.
	"""
	hasNextPage: Boolean!
	"""
	The first cursor.
	"""
	startCursor: String
	"""
	The last cursor.
	"""
	endCursor: String
}

"""
Which parish is meant: exactly one of these.
"""
input ParishKey @oneOf {
	"""
	By id.
	"""
	id: ID
	"""
	By name.
	"""
	name: String
}

"""
What a rename needs.
"""
input RenameParishInput {
	"""
	Which one.
	"""
	id: ID!
	"""
	The new name.
	"""
	name: String!
}

"""
What a rename leads to.
"""
type RenameParishPayload {
	"""
	The renamed parish.
	"""
	parish: Parish
}

"""
Everything that can be read.
"""
type Query {
	"""
	One parish.
	"""
	parish(
		"""
		Which one.
		"""
		key: ParishKey!
	): Parish
	"""
	All parishes.
	"""
	parishes(
		"""
		How many from the start.
		"""
		first: Int,
		"""
		After which.
		"""
		after: String,
		"""
		How many from the end.
		"""
		last: Int,
		"""
		Before which.
		"""
		before: String
	): ParishConnection!
}

"""
Everything that can be changed.
"""
type Mutation {
	"""
	Renames a parish.
	"""
	renameParish(
		"""
		What is needed.
		"""
		input: RenameParishInput!
	): RenameParishPayload!
}

"""
Marks an element of a GraphQL schema as no longer supported.
"""
directive @deprecated(
	"""
	A reason for why it is deprecated, formatted using Markdown syntax
	"""
	reason: String = "No longer supported"
) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
directive @oneOf on INPUT_OBJECT
directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
schema {
	query: Query
	mutation: Mutation
}
`;

/** [rule, what is wrong, text to replace, its replacement] */
const BAD = [
  ["graphql-syntax", "not GraphQL at all", "type Query {", "type Query"],
  ["graphql-specification", "a type that does not exist", "parish: Parish\n", "parish: Perish\n"],
  ["graphql-specification", "a deprecated required input", "	id: ID!\n	\"\"\"\n	The new", "	id: ID! @deprecated(reason: \"Not needed. Removal on 2999-12-31.\")\n	\"\"\"\n	The new"],
  ["naming-convention", "a field that is not camelCase", "name: String!\n	\"\"\"\n	What people called", "legal_name: String!\n	\"\"\"\n	What people called"],
  ["naming-convention", "a query that begins with get", "parish(\n", "getParish(\n"],
  ["naming-convention", "a mutation named a mutation", "renameParish(", "mutationRenameParish("],
  ["naming-convention", "an enum whose name ends in Enum", /ParishState/g, "ParishStateEnum"],
  ["naming-convention", "an object whose name ends in Type", /PageInfo(?=[! ])/g, "PageType"],
  ["naming-convention", "an enum value in lower case", "OPEN", "open"],
  ["no-typename-prefix", "a field that repeats its type", "state: ParishState!", "parishState: ParishState!"],
  ["description-style", "an inline description", "\"\"\"\nA parish.\n\"\"\"", "\"A parish.\""],
  ["require-description", "an unexplained type", "\"\"\"\nA parish.\n\"\"\"\n", ""],
  ["require-description", "an unexplained field", "	\"\"\"\n	What people call it.\n	\"\"\"\n", ""],
  ["require-description", "an unexplained argument", "		\"\"\"\n		After which.\n		\"\"\"\n", ""],
  ["require-description", "an unexplained enum value", "	\"\"\"\n	It is open.\n	\"\"\"\n", ""],
  ["require-description", "an unexplained input field", "	\"\"\"\n	The new name.\n	\"\"\"\n", ""],
  ["require-description", "an unexplained query", "	\"\"\"\n	One parish.\n	\"\"\"\n", ""],
  ["require-description", "an unexplained directive of our own", "schema {", "directive @secret on FIELD\nschema {"],
  ["strict-id-in-types", "a record without an id", "type Parish implements Node {\n	\"\"\"\n	Globally unique.\n	\"\"\"\n	id: ID!", "type Parish {\n	\"\"\"\n	Globally unique.\n	\"\"\"\n	key: ID!"],
  ["no-unreachable-types", "a type nobody can reach", "schema {", "\"\"\"\nAlone.\n\"\"\"\nscalar Lost\nschema {"],
  ["unique-enum-value-names", "enum values that differ by case only", "CLOSED", "OPEN_\n	\"\"\"\n	Again.\n	\"\"\"\n	Open_"],
  ["no-hashtag-description", "a comment for a description", "	\"\"\"\n	One parish.\n	\"\"\"\n", "	# One parish.\n"],
  ["input-name", "an argument that is not called input", "input: RenameParishInput!", "data: RenameParishInput!"],
  ["input-name", "an input not named after its mutation", /RenameParishInput/g, "ParishInput"],
  ["no-scalar-result-type-on-mutation", "a mutation that answers yes or no", "): RenameParishPayload!", "): Boolean!"],
  ["relay-connection-types", "a connection without pageInfo", "	\"\"\"\n	This page.\n	\"\"\"\n	pageInfo: PageInfo!\n", ""],
  ["relay-connection-types", "a connection of another name", /ParishConnection/g, "ParishPage"],
  ["relay-edge-types", "an edge without a cursor", "cursor: String!", "position: Int!"],
  ["relay-edge-types", "an edge to what is not a Node", "type Parish implements Node {", "type Parish {"],
  ["relay-page-info", "a pageInfo without its end", "endCursor: String", "finalCursor: String"],
  ["relay-arguments", "a connection without before", "before: String", "until: String"],
  ["require-deprecation-reason", "a deprecation without a reason", "(reason: \"Use `name`. Removal on 2999-12-31.\")", ""],
  ["require-deprecation-date", "a deprecation without a date", " Removal on 2999-12-31.", ""],
  ["require-deprecation-date", "a deprecation with a date that is none", "2999-12-31", "2999-13-31"],
];

test("a good schema passes", async () => {
  assert.deepEqual(await lint(GOOD), []);
});

for (const [rule, wrong, from, to] of BAD) {
  test(`${rule}: refuses ${wrong}`, async () => {
    const bad = GOOD.replace(from, to);
    assert.notEqual(bad, GOOD, "the change must apply");
    const problems = await lint(bad);
    assert.ok(
      problems.some(({ ruleId, severity }) => ruleId === rule && severity === 2),
      `expected ${rule}, got ${JSON.stringify(problems, null, 2)}`,
    );
  });
}

test("a removal whose day has come is a warning only", async () => {
  const problems = await lint(GOOD.replace("2999-12-31", "2020-12-31"));
  assert.deepEqual(
    problems.map(({ ruleId, severity }) => [ruleId, severity]),
    [["require-deprecation-date", 1]],
  );
});

test("a problem is reported where it stands in the file", async () => {
  const bad = GOOD.replace("OPEN", "open");
  const [{ line }] = await lint(bad);
  assert.equal(bad.split("\n")[line - 1].trim(), "open");
});
