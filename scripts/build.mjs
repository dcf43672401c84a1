// Makes dist/: the program as a few plain JavaScript files, with most of the packages it uses inside them, so that it
// starts in a fraction of the time that hundreds of small files take. `--if-stale` does nothing when dist/ was made of
// the very same sources. Run from source (`npm run rembuk`) needs none of this.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');
const dist = join(root, 'dist');
/** Made here first and then put in place: two that start at once (a gateway, a worker) may both find dist/ old. */
const making = join(root, `.dist-${process.pid}`);
const stamp = 'made-of';

/** What is started as a program: the command line, and what it starts itself as a process or a thread. */
const programs = ['main.ts', 'embedded/keeper.ts', 'training/thread.ts'];

/** Reads the texts; the build asks it to make them ready. */
const texts = 'texts/load.ts';

/**
 * Packages that stay in node_modules: those with a part that is no JavaScript or is read by its path, and those that
 * are loaded when first needed only.
 */
const apart = [
  'whatsapp-web.js',
  'sharp',
  'pdfmake',
  'natural',
  'msgpackr-extract',
  'read-excel-file',
  'write-excel-file',
  'fflate',
  '@zxcvbn-ts',
  '@fontsource-variable/source-sans-3',
];

const files = await filesOf(src);

const made = await madeOf();
const before = await readFile(join(dist, stamp), 'utf8').catch(() => '');
if (process.argv.includes('--if-stale') && before === made) process.exit(0);

const began = performance.now();
const { build } = await import('esbuild').catch(() => {
  console.error(
    'dist/ is missing or older than src/, and esbuild is not installed to make it: run npm ci first.',
  );
  process.exit(1);
});
try {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...programs, texts].map((file) => ({
      in: join('src', file),
      out: flat(file).slice(0, -'.js'.length),
    })),
    outdir: making,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    // Names stay, so that a trace can be read; the rest is for the memory that a program's text takes as long as it runs.
    minifyWhitespace: true,
    minifySyntax: true,
    external: apart.flatMap((name) => [name, `${name}/*`]),
    // Packages in CommonJS ask for Node's own modules by `require`.
    banner: { js: "import{createRequire as _r}from'node:module';const require=_r(import.meta.url);" },
    plugins: [ownPlace()],
    metafile: process.argv.includes('--meta'),
    logLevel: 'warning',
  });
  if (metafile) await writeFile(join(making, 'meta.json'), JSON.stringify(metafile));
  for (const file of programs.filter((file) => file.includes('/'))) await writeDoor(file);
  await mkdir(join(making, dirname(texts)), { recursive: true });
  for (const file of files.filter((file) => !/\.tsx?$/.test(file)))
    await cp(join(src, file), join(making, file), { recursive: true });
  const { readyTexts } = await import(join(making, flat(texts)));
  await writeFile(join(making, dirname(texts), 'ready.json'), readyTexts());
  await writeFile(join(making, stamp), made);
  await putInPlace();
} finally {
  await rm(making, { recursive: true, force: true });
}
console.error(`dist/ was made in ${((performance.now() - began) / 1000).toFixed(1)} s`);

/** Every file of a folder and the folders in it, by its path from there. */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The other one may have been quicker; what it made is the same. */
async function putInPlace() {
  const old = `${making}-old`;
  await rename(dist, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(making, dist).catch((error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(old, { recursive: true, force: true });
}

/** All programs lie side by side, for their code is shared in pieces that lie there too. */
function flat(file) {
  return `${file.replaceAll('/', '-').replace(/\.ts$/, '')}.js`;
}

/** Where the source of a program would be: a line that leads to it. */
async function writeDoor(file) {
  const door = join(making, file.replace(/\.ts$/, '.js'));
  await mkdir(dirname(door), { recursive: true });
  await writeFile(door, `import '${relative(dirname(file), flat(file))}';\n`);
}

/**
 * `import.meta.url` goes on to say where a source file lies, as if dist/ were src/: what is read by a path relative to
 * it (styles, scripts, locales/, flows/, data/) is found in the same way from both.
 */
function ownPlace() {
  return {
    name: 'own-place',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, async ({ path }) => {
        if (path.includes('node_modules')) return undefined;
        const text = await readFile(path, 'utf8');
        if (!text.includes('import.meta.')) return undefined;
        const place = relative(src, path).replace(/\.tsx?$/, '.js');
        return {
          contents: text.replaceAll('import.meta.url', `new URL('./${place}', import.meta.url).href`),
          loader: path.endsWith('x') ? 'tsx' : 'ts',
        };
      });
    },
  };
}

/** A fingerprint of everything that dist/ is made of. */
async function madeOf() {
  const hash = createHash('sha256');
  for (const path of [
    'package-lock.json',
    'tsconfig.json',
    'scripts/build.mjs',
    ...files.map((file) => join('src', file)),
    ...(await filesOf(join(root, 'locales'))).map((file) => join('locales', file)),
  ])
    hash.update(`${path}\n`).update(await readFile(join(root, path)));
  return hash.digest('hex');
}
