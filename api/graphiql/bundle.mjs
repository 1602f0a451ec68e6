// Bundles the page into dist/, a handful of files that need nothing from any other host.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const OUT = 'dist';

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const { metafile } = await build({
  entryPoints: { app: 'src/main.jsx', worker: 'src/worker.js' },
  outdir: OUT,
  bundle: true,
  minify: true,
  metafile: true,
  // Not split into chunks: dynamic imports, such as Prettier's, become part of the one file.
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Inlined, so that the page asks for no further file.
  loader: { '.ttf': 'dataurl' },
  legalComments: 'none',
  banner: { js: '/* Licences of what is bundled here: /graphiql/licences.txt */' },
  logLevel: 'warning',
});
await copyFile('index.html', join(OUT, 'index.html'));
await writeFile(join(OUT, 'licences.txt'), await licences(packagesIn(metafile)));

// The folders of the packages that have code in the bundle.
function packagesIn({ inputs }) {
  const folders = Object.keys(inputs).map((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);
  return [...new Set(folders.filter(Boolean))].sort();
}

// The bundle passes other people's work on, and their licences ask that the notices go with it.
async function licences(folders) {
  const sections = await Promise.all(folders.map(licence));
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice|third-?party)/i.test(file));
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim()), ''].join('\n\n');
}
