// Where the server is and who asks, as the runner tells it.

export interface Access {
  url: string;
  token: string;
}

export function access(): Access {
  return { url: told("SAMSPILL_URL"), token: told("SAMSPILL_TOKEN") };
}

function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are started by tests/clients/run`);
  return value;
}
