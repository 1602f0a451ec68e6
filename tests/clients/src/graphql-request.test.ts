import { ClientError, GraphQLClient } from "graphql-request";
import { codesIn, journey } from "./journey.js";

journey("graphql-request", ({ url, token }) => {
  const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });
  return {
    ask: (document, variables) => client.request<never>(document, variables),
    codes: (rejection) => (rejection instanceof ClientError ? codesIn(rejection.response.errors) : []),
  };
});
