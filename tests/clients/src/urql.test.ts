import { Client, CombinedError, fetchExchange } from "@urql/core";
import { codesIn, journey, mutates } from "./journey.js";

journey("urql", ({ url, token }) => {
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
  });
  return {
    async ask(document, variables) {
      const asked = mutates(document) ? client.mutation<never>(document, variables) : client.query<never>(document, variables);
      const { data, error } = await asked.toPromise();
      if (error || !data) throw error ?? new Error("neither data nor an error");
      return data;
    },
    codes: (rejection) => (rejection instanceof CombinedError ? codesIn(rejection.graphQLErrors) : []),
  };
});
