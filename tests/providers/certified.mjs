// The certified OpenID provider: tokens by client credentials, for the resource `samspill`.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

import { run } from './process.mjs';

const RESOURCE = 'https://samspill.example';
const KINDS = {
  RS256: ['rsa', { modulusLength: 2048 }],
  PS256: ['rsa', { modulusLength: 2048 }],
  ES256: ['ec', { namedCurve: 'P-256' }],
  EdDSA: ['ed25519', {}],
};

function newKey(algorithm) {
  const [kind, options] = KINDS[algorithm];
  const jwk = generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' });
  return { ...jwk, kid: randomUUID(), alg: algorithm, use: 'sig' };
}

const client = (algorithm) => ({
  client_id: algorithm,
  client_secret: 'a secret of the tests',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: 'client_secret_post',
});

await run((url) => {
  // As Maskinporten's: with a slash at the end.
  const issuer = `${url}/`;
  // The newest of its kind signs: it is the first.
  let keys = Object.keys(KINDS).map(newKey);
  let claims = {};
  let provider;
  const restart = () => {
    provider = new Provider(issuer, {
      jwks: { keys },
      clients: Object.keys(KINDS).map(client),
      cookies: { keys: ['of no use here'] },
      scopes: ['openid', 'samspill:samarbeid.read', 'samspill:samarbeid.write', 'samspill:utfall.read', 'other:thing'],
      enabledJWA: { idTokenSigningAlgValues: Object.keys(KINDS) },
      extraTokenClaims: () => claims,
      ttl: { ClientCredentials: 120 },
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_, __, { clientId }) => ({
            scope: 'samspill:samarbeid.read samspill:samarbeid.write samspill:utfall.read other:thing',
            audience: RESOURCE,
            accessTokenTTL: 120,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: clientId } },
          }),
        },
      },
    }).callback();
  };
  restart();
  return {
    url: issuer,
    handler: (request, response) => provider(request, response),
    commands: {
      /** What tokens say besides what the provider says itself. */
      claims: (given) => {
        claims = given.claims;
      },
      /** New keys sign from now on. The old ones stay published, unless `forget`. */
      rotate: ({ forget }) => {
        keys = [...Object.keys(KINDS).map(newKey), ...(forget ? [] : keys)];
        restart();
      },
    },
  };
});
