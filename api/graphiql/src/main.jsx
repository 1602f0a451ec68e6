import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import { loadHeaders, saveHeaders, takeTokenFromAddress } from './headers.js';
import './page.css';

const ENDPOINT = '/graphql';

// Lines short enough not to run under the editor's buttons.
const WELCOME = `# Welcome to Samspill.
#
# Run a query: the pink button or Ctrl-Enter.
# Complete what you type: Ctrl-Space.
# Read the schema: the book, top left.
#
# Queries need an access token. It goes under
# "Headers" below, like this:
#   {"Authorization": "Bearer <token>"}
#
# Which partnerships wait for whose answer?

query AwaitingConfirmation {
  partnerships(
    filter: { awaitingConfirmation: true }
    orderBy: [{ field: TITLE }]
  ) {
    totalCount
    nodes {
      title
      status
      lead {
        name
      }
      pendingRevision {
        number
        awaiting {
          organisation {
            name
            serviceType
          }
        }
      }
    }
  }
}
`;

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker('/graphiql/worker.js', { name: label }),
};

async function fetcher(params, options) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...options?.headers,
    },
    body: JSON.stringify(params),
  });
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    // Something in between answered, a proxy for example: show what it said rather than a parser's complaint.
    return `HTTP ${response.status} ${response.statusText}\n\n${body}`.trim();
  }
}

takeTokenFromAddress();
// A second such link, opened in the same tab, changes the fragment only and would load nothing.
addEventListener('hashchange', () => takeTokenFromAddress() && location.reload());

const headers = loadHeaders();

// Everything that GraphiQL remembers stays in this browser tab: its history keeps the headers of each request, so in
// local storage the access token would outlive the visit.
createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={WELCOME}
    defaultEditorToolsVisibility="headers"
    defaultHeaders={headers}
    initialHeaders={headers}
    onEditHeaders={saveHeaders}
    shouldPersistHeaders={false}
    storage={sessionStorage}
  />,
);
