// Lints the schema. `node lint.mjs [file]`, by default the schema.graphql at the top of the
// repository. Exits 1 when something is wrong with the schema, 2 when it cannot be read.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { buildSchema, Kind, parse, validateSchema, visit } from "graphql";
import { TYPES_WITHOUT_ID } from "./eslint.config.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Directives that GraphQL itself defines. async-graphql writes them out; they are not ours to lint. */
const BUILT_IN_DIRECTIVES = new Set(["skip", "include", "deprecated", "specifiedBy", "oneOf", "defer", "stream"]);

/** `@deprecated(reason: "Use `x`. Removal on 2027-06-30.")` */
const REMOVAL_DATE = /\bRemoval on (\d{4})-(\d{2})-(\d{2})\b/;

/**
 * GraphQL's `@deprecated` has no place for a date, while the lint wants one as an argument.
 * So the date is written in the reason, where people read it, and handed to the lint from there.
 */
const DATED_DEPRECATED = `

"""
Marks what is no longer supported.
"""
directive @deprecated(
  """
  What to use instead.
  """
  reason: String
  """
  When it will be removed.
  """
  deletionDate: String
) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
`;

/** Replaces everything but line breaks by spaces, so that reported positions stay right. */
const blank = (text) => text.replace(/[^\r\n]/g, " ");

/** Applies edits `{start, end, text}` that do not overlap. */
function applyEdits(text, edits) {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: replacement }) => result.slice(0, start) + replacement + result.slice(end), text);
}

/** The schema without GraphQL's own directives: what a client sees, and what the lint reads. */
function prepare(text) {
  const document = parse(text);
  const removals = document.definitions
    .filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION && BUILT_IN_DIRECTIVES.has(node.name.value))
    .map(({ loc }) => ({ start: loc.start, end: loc.end, text: blank(text.slice(loc.start, loc.end)) }));

  const dates = [];
  let deprecations = 0;
  visit(document, {
    Directive(node) {
      if (node.name.value !== "deprecated") return;
      deprecations += 1;
      const reason = node.arguments.find((argument) => argument.name.value === "reason");
      const date = reason?.value.kind === Kind.STRING && REMOVAL_DATE.exec(reason.value.value);
      if (date) {
        const [, year, month, day] = date;
        const beforeParenthesis = node.loc.end - 1;
        dates.push({ start: beforeParenthesis, end: beforeParenthesis, text: `, deletionDate: "${day}/${month}/${year}"` });
      }
    },
  });

  return {
    clean: applyEdits(text, removals),
    dated: applyEdits(text, [...removals, ...dates]) + (deprecations > 0 ? DATED_DEPRECATED : ""),
  };
}

/** What graphql-js itself holds against the schema, such as a deprecated required argument. */
function validate(text) {
  const problem = (error) => ({
    line: error.locations?.[0]?.line ?? 1,
    column: error.locations?.[0]?.column ?? 1,
    severity: 2,
    ruleId: "graphql-specification",
    message: error.message,
  });
  try {
    return validateSchema(buildSchema(text)).map(problem);
  } catch (error) {
    return [problem(error)];
  }
}

/** What has no id, such as a cell of a cube, is no `Node` in a list either; the rule has no exceptions of its own. */
function isExcepted(text, { ruleId, message, line }) {
  if (ruleId !== "@graphql-eslint/relay-edge-types" || !message.includes("must implement `Node`")) return false;
  // It is reported at the type of the edge.
  const [node] = text.split("\n").slice(line - 1).join("\n").match(/\bnode: \w+/) ?? [""];
  return TYPES_WITHOUT_ID.includes(node.slice("node: ".length));
}

/**
 * Lints a schema given as text.
 * @returns {Promise<{line: number, column: number, severity: 1 | 2, ruleId: string, message: string}[]>}
 */
export async function lint(text) {
  let prepared;
  try {
    prepared = prepare(text);
  } catch (error) {
    return [{ ...error.locations?.[0], severity: 2, ruleId: "graphql-syntax", message: error.message }];
  }
  const invalid = validate(prepared.clean);
  if (invalid.length > 0) return invalid;

  const eslint = new ESLint({
    cwd: here,
    overrideConfig: { languageOptions: { parserOptions: { graphQLConfig: { schema: prepared.dated } } } },
  });
  const [{ messages }] = await eslint.lintText(prepared.dated, { filePath: path.join(here, "schema.graphql") });
  const held = messages.filter((message) => !isExcepted(prepared.dated, message));
  return held.map(({ line = 1, column = 1, severity, ruleId, messageId, message }) => ({
    line,
    column,
    // That the day of a planned removal has come is a reminder: the tree must not turn red by the calendar.
    severity: messageId === "MESSAGE_CAN_BE_REMOVED" ? 1 : severity,
    ruleId: ruleId?.replace("@graphql-eslint/", "") ?? "graphql-syntax",
    message,
  }));
}

async function main() {
  const file = path.resolve(process.argv[2] ?? path.join(here, "../../schema.graphql"));
  const shown = path.relative(process.cwd(), file);
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    console.error(`schema lint: cannot read ${shown}: ${error.message}`);
    return 2;
  }
  const problems = await lint(text);
  for (const { line, column, severity, ruleId, message } of problems) {
    console.log(`${shown}:${line}:${column}: ${severity === 2 ? "error" : "warning"}: ${message.replaceAll("\n", " ")} [${ruleId}]`);
  }
  const errors = problems.filter(({ severity }) => severity === 2).length;
  console.log(`schema lint: ${shown}, errors: ${errors}, warnings: ${problems.length - errors}`);
  return errors > 0 ? 1 : 0;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main();
}
