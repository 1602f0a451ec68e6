// Audits a running server: GraphQL over HTTP (every MUST, SHOULD and MAY), and introspection as clients ask for it.
//
//   SAMSPILL_AUDIT_URL=http://127.0.0.1:8080/graphql SAMSPILL_AUDIT_TOKEN=… node audit.mjs
//
// Prints a line for each audit and fails unless all are ok.

import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import { serverAudits } from 'graphql-http';

const EXPECTED = 61;

const url = process.env.SAMSPILL_AUDIT_URL;
const token = process.env.SAMSPILL_AUDIT_TOKEN;
if (!url || !token) {
  console.error('SAMSPILL_AUDIT_URL and SAMSPILL_AUDIT_TOKEN are needed');
  process.exit(2);
}

const fetchFn = (resource, options = {}) => {
  const headers = new Headers(options.headers);
  headers.set('authorization', `Bearer ${token}`);
  return fetch(resource, { ...options, headers });
};

let failed = 0;

const audits = serverAudits({ url, fetchFn });
for (const audit of audits) {
  const result = await audit.fn();
  console.log(`${result.status}: ${audit.id} ${audit.name}`);
  if (result.status !== 'ok') {
    failed += 1;
    console.log(`  ${result.reason}`);
  }
}
if (audits.length !== EXPECTED) {
  failed += 1;
  console.log(`there are ${audits.length} audits, not ${EXPECTED}: look at what is new`);
}

// GraphiQL, code generators and plain tools ask with different options.
for (const options of [
  {},
  { descriptions: false },
  { inputValueDeprecation: true, schemaDescription: true },
  { inputValueDeprecation: true, schemaDescription: true, specifiedByUrl: true, directiveIsRepeatable: true },
]) {
  const query = getIntrospectionQuery(options);
  const response = await fetchFn(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, operationName: 'IntrospectionQuery' }),
  });
  const { data, errors } = await response.json();
  const size = data && printSchema(buildClientSchema(data)).length;
  const ok = response.status === 200 && !errors && size > 20_000;
  console.log(`${ok ? 'ok' : 'error'}: introspection with ${JSON.stringify(options)}`);
  if (!ok) {
    failed += 1;
    console.log(`  ${response.status} ${JSON.stringify(errors)}`);
  }
}

process.exit(failed === 0 ? 0 : 1);
