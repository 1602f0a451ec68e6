// A provider that issues any claims under any header, signed with keys it publishes or with one it does not.
import { createPublicKey } from 'node:crypto';
import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';

import { run } from './process.mjs';

await run(async (url) => {
  const issuer = new OAuth2Issuer();
  issuer.url = url;
  for (const algorithm of ['RS256', 'ES256']) {
    await issuer.keys.generate(algorithm, { kid: algorithm });
  }
  const stranger = new OAuth2Issuer();
  stranger.url = url;
  await stranger.keys.generate('RS256', { kid: 'RS256' });

  /** Sets the members of `given`; those that are null are taken away. */
  const change = (target, given = {}) => {
    Object.assign(target, given);
    for (const name of Object.keys(given)) {
      if (given[name] === null) delete target[name];
    }
  };
  const service = new OAuth2Service(issuer);
  return {
    url,
    handler: service.requestHandler,
    commands: {
      /** A token; with `forged` under the name of a key it is not signed with. */
      token: ({ key = 'RS256', header, claims, forged }) =>
        (forged ? stranger : issuer).buildToken({
          kid: key,
          scopesOrTransform: (ownHeader, ownClaims) => {
            change(ownHeader, header);
            change(ownClaims, claims);
          },
        }),
      /** A public key as PEM, the way it is often passed around. */
      pem: ({ key = 'RS256' }) => {
        const jwk = issuer.keys.toJSON().find(({ kid }) => kid === key);
        return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      },
      rotate: async () => {
        await issuer.keys.generate('RS256', { kid: 'rotated' });
      },
    },
  };
});
