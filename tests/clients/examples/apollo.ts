import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from "@apollo/client";

type Waiting = {
  partnerships: {
    nodes: { title: string; pendingRevision: { awaiting: { organisation: { name: string } }[] } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

const WAITING: TypedDocumentNode<Waiting, { after: string | null }> = gql`
  query Waiting($after: String) {
    partnerships(first: 50, after: $after, filter: { awaitingConfirmation: true }, orderBy: [{ field: TITLE }]) {
      nodes { title pendingRevision { awaiting { organisation { name } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

const client = new ApolloClient({
  link: new HttpLink({
    uri: process.env.SAMSPILL_URL, // such as http://127.0.0.1:8080/graphql
    headers: { authorization: `Bearer ${process.env.SAMSPILL_TOKEN}` },
  }),
  cache: new InMemoryCache(),
});

async function page(after: string | null) {
  const { data } = await client.query({ query: WAITING, variables: { after } });
  return data!.partnerships;
}

let after: string | null = null;
do {
  const { nodes, pageInfo } = await page(after);
  for (const { title, pendingRevision } of nodes) {
    console.log(`${title}: ${pendingRevision.awaiting.map((party) => party.organisation.name).join(", ")}`);
  }
  after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
} while (after);
