// The rules that schema.graphql is held to. CONTRIBUTING.md explains them to people;
// this file is what decides. `lint.mjs` supplies the schema itself.
import graphql from "@graphql-eslint/eslint-plugin";

/**
 * Output types that are not records of their own and so carry no `id`: value objects and
 * rows of a summary. Add a type here only when nobody could want to fetch it again by
 * itself; say why in the comment beside it. Types whose names end in Connection, Edge,
 * Payload or Error are excepted by their suffix and do not belong in this list.
 */
export const TYPES_WITHOUT_ID = [
  "AgreedBudgetLine", // frozen in a revision: the same line differs from revision to revision
  "AgreedParty", // likewise
  "AgreedStaffAllocation", // likewise
  "AgreedTerms", // the frozen terms of a revision, fetched with it
  "Attention", // an answer, asked for by municipality and days
  "AuditChange", // a row of what an event changed, fetched with it
  "BudgetAmounts", // the sums of one side of a budget
  "BudgetSummary", // an answer, asked for by fiscal year
  "BudgetSummaryGroup", // a row of it
  "BudgetTotals", // the sums of a budget, fetched with it
  "Change", // a row of what happened: known by its cursor, about the record it names
  "ComparedPlace", // one side of a comparison
  "Comparison", // computed from a release: asked for by municipality and school year
  "ConsultationCoverage", // a row of an answer
  "Coverage", // an answer, asked for by municipality and date
  "Limit", // something requests are held to, known by its name
  "LocalisedText", // one text in several languages
  "NetworkLink", // a row of an answer
  "NetworkNode", // likewise, known by its key
  "OutcomeCell", // a cell of a cube: asked for by where it stands
  "PageInfo", // Relay's own: describes one page of one answer
  "ParticipationCell", // a cell of a cube: asked for by where it stands
  "PartnershipNetwork", // an answer, asked for by date
  "PillarCoverage", // a row of an answer
  "PlanCoverage", // an answer, asked for by municipality and period
  "PublishedCount", // a figure of a cell
  "PublishedDecimal", // likewise
  "ServiceCoverage", // a row of an answer
  "StaffAvailability", // an answer, asked for by person and days
  "StaffConflict", // a row of it
  "Staffing", // an answer, asked for by date or period
  "StaffingGroup", // a row of it
  "TermsDifference", // a row of the comparison of two revisions
  "Viewer", // the caller itself: asked for once, known by its subject
  "ViewerPower", // a row of what the caller may do
  "Vocabulary", // an enum of the schema, known by its name
  "VocabularyTerm", // a value of an enum, known by its code
];

export default [
  {
    files: ["**/*.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: { parser: graphql.parser },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,

      // Connections offer `nodes` beside `edges`, and short closed lists stay plain lists.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],

      // `createPartnership(input: CreatePartnershipInput!)`: one argument, named after the mutation.
      "@graphql-eslint/input-name": [
        "error",
        { checkInputType: true, caseSensitiveInputType: false, checkMutations: true },
      ],
      "@graphql-eslint/no-scalar-result-type-on-mutation": "error",

      // The schema is the API's only manual, so nothing in it goes unexplained.
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],

      "@graphql-eslint/strict-id-in-types": [
        "error",
        {
          acceptedIdNames: ["id"],
          acceptedIdTypes: ["ID"],
          exceptions: {
            types: TYPES_WITHOUT_ID,
            suffixes: ["Connection", "Edge", "Payload", "Error"],
          },
        },
      ],

      // A deprecation says what to use instead and when the field goes: see lint.mjs for the form.
      "@graphql-eslint/require-deprecation-reason": "error",
      "@graphql-eslint/require-deprecation-date": ["error", { argumentName: "deletionDate" }],
      "@graphql-eslint/require-nullable-fields-with-oneof": "error",
      "@graphql-eslint/no-typename-prefix": "error",
    },
  },
];
