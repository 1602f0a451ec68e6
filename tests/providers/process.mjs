// What both providers are to the tests: a server on this machine that counts what it is asked, can go down and come back on
// the same port, and takes commands, a JSON object a line, each answered by one. It ends with its input, so it never outlives
// the tests. Given files of a certificate and its key, it speaks HTTPS.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';

// The output is for answers alone.
console.log = console.info = console.error;

/** Serves what `build(url)` gives: `{ handler, commands }`. */
export async function run(build) {
  const asked = {};
  let handler;
  const answer = (request, response) => {
    const path = new URL(request.url, 'http://provider').pathname;
    asked[path] = (asked[path] ?? 0) + 1;
    handler(request, response);
  };
  const [cert, key] = process.argv.slice(2).map((file) => readFileSync(file));
  const server = cert ? https.createServer({ cert, key }, answer) : http.createServer(answer);
  const listen = (port) =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address();
  const built = await build(`${cert ? 'https' : 'http'}://127.0.0.1:${port}`);
  handler = built.handler;

  const commands = {
    /** How often each path was asked for. */
    asked: () => asked,
    down: () =>
      new Promise((resolve) => {
        server.close(() => resolve('down'));
        server.closeAllConnections();
      }),
    up: () => listen(port),
    ...built.commands,
  };
  const say = (answer) => process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
  say({ url: built.url });
  for await (const line of createInterface({ input: process.stdin })) {
    const { command, ...options } = JSON.parse(line);
    say(await commands[command](options));
  }
  process.exit();
}
