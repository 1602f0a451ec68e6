// The request headers, an access token among them, live only as long as the browser tab: in its session storage,
// never in local storage, where they would outlive the visit.
const KEY = 'samspill:headers';

export function loadHeaders() {
  return sessionStorage.getItem(KEY) ?? '';
}

export function saveHeaders(text) {
  sessionStorage.setItem(KEY, text);
}

/**
 * Takes the token of a link such as `/graphiql#token=eyJ…` over into the headers, and out of the address bar,
 * so that it is neither bookmarked nor copied along. True if there was one.
 *
 * A fragment never reaches a server, so no access log sees the token.
 */
export function takeTokenFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) {
    return false;
  }
  saveHeaders(JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2));
  history.replaceState(null, '', location.pathname + location.search);
  return true;
}
