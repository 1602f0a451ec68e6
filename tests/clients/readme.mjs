// What the README shows: its operations, written to a file for the generators of types, and its
// blocks by language, for the tests.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Kind, parse, print } from "graphql";

const path = fileURLToPath(new URL("../../README.md", import.meta.url));
const target = fileURLToPath(new URL("generated/readme.graphql", import.meta.url));

/** The fenced blocks of the README in one language, in order. */
export function blocks(readme, language) {
  const fenced = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...readme.matchAll(fenced)].map((block) => block[1]);
}

/** The operations of the README. Types need names, so the nth operation without one becomes `Readme<n>`. */
export function operations(readme) {
  let unnamed = 0;
  return blocks(readme, "graphql").map((block) => {
    const document = parse(block);
    const definitions = document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && !definition.name
        ? { ...definition, name: { kind: Kind.NAME, value: `Readme${++unnamed}` } }
        : definition,
    );
    return print({ ...document, definitions });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = operations(await readFile(path, "utf8"));
  if (found.length === 0) throw new Error(`${path} shows no GraphQL`);
  await mkdir(new URL("generated/", import.meta.url), { recursive: true });
  await writeFile(target, `${found.join("\n\n")}\n`);
}
