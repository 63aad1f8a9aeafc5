// Builds everything that runs: `node esbuild.mjs [--production] [--watch] [--tests]`.
import * as esbuild from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** Upper bounds in kB, minified; the build fails above them (goals of size, not of taste). */
const BUDGET = {
  'dist/extension.js': 120,
  'dist/webview/main.js': 150,
  'dist/webview/controls.js': 115,
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  target: 'es2023',
  logLevel: 'warning',
  metafile: true,
  legalComments: 'none',
};

/** Modules of the host that are bundles of their own, loaded when they are first needed. */
const LAZY = {
  reportBundle: 'src/features/reportBundle.ts',
  waysInBundle: 'src/features/waysInBundle.ts',
  setupBundle: 'src/features/setupBundle.ts',
  en: 'src/core/text/en.ts',
  zhCn: 'src/core/text/zhCn.ts',
};

/** Leaves an `import()` of a lazy module as one of its bundle. */
const lazyModules = {
  name: 'lazy-modules',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: target }) => {
      const name = path.basename(target, '.ts');
      return kind === 'dynamic-import' && name in LAZY
        ? { path: `./${name}.js`, external: true }
        : undefined;
    });
  },
};

/**
 * Takes VS Code's API as it is. A namespace import is a copy of the module's several hundred getters
 * in each file that has one: that was most of the time of activation.
 */
const plainApi = {
  name: 'plain-api',
  setup(build) {
    build.onLoad({ filter: /\/src\/.*\.ts$|\\src\\.*\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(
        /^import \* as vscode from 'vscode';$/m,
        "const vscode = require('vscode');",
      ),
      loader: 'ts',
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const host = {
  ...common,
  entryPoints: { extension: 'src/extension.ts', ...LAZY },
  plugins: [lazyModules, plainApi],
  // A lazy bundle is fetched by `require`: the loader of ES modules costs more than the bundle.
  supported: { 'dynamic-import': false },
  charset: 'utf8',
  outdir: 'dist',
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
};

/** @type {import('esbuild').BuildOptions} */
const webview = {
  ...common,
  entryPoints: {
    main: 'webview/main.ts',
    report: 'webview/report.ts',
    controls: 'webview/controls.ts',
    highlight: 'webview/highlight.ts',
  },
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'iife',
  charset: 'utf8',
};

/** @type {import('esbuild').BuildOptions} */
const styles = {
  ...common,
  sourcemap: false,
  entryPoints: { main: 'webview/styles/main.css' },
  outdir: 'dist/webview',
  loader: { '.ttf': 'dataurl' },
};

/** Node 20 has no `globSync`. */
function filesBelow(folder, pattern) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((name) => pattern.test(name) && !name.includes('node_modules'));
}

/** Tests of the plain layers run as ES modules in Node, those of the host as CommonJS inside VS Code. */
function testBuilds() {
  const shared = {
    ...common,
    minify: false,
    sourcemap: 'inline',
    outbase: 'test',
    outdir: 'out/test',
    platform: 'node',
    metafile: false,
  };
  return [
    {
      ...shared,
      entryPoints: [
        ...['unit', 'service', 'e2e'].flatMap((layer) =>
          filesBelow(`test/${layer}`, /\.test\.ts$/),
        ),
        ...filesBelow('test/service', /(?:index|cli)\.ts$/),
        ...filesBelow('test/bench', /\.bench\.ts$/),
        ...filesBelow('test/unit', /(?:fuzz|screenshots)\.ts$/),
      ],
      format: 'esm',
      packages: 'external',
      outExtension: { '.js': '.mjs' },
      alias: {},
    },
    {
      ...shared,
      entryPoints: [...filesBelow('test/host', /(?:\.test|index)\.ts$/)],
      format: 'cjs',
      external: ['vscode', 'mocha'],
      outExtension: { '.js': '.cjs' },
    },
  ];
}

/** Texts are loaded at activation, and JSON is read several times faster than the same as code. */
function writeTextsAsJson() {
  const load = createRequire(import.meta.url);
  for (const name of ['en', 'zhCn']) {
    const file = path.resolve('dist', `${name}.js`);
    const json = JSON.stringify(load(file)[name]).replace(/[\\']/g, '\\$&');
    writeFileSync(file, `exports.${name}=JSON.parse('${json}');\n`);
  }
}

function report(metafiles) {
  let failed = false;
  for (const metafile of metafiles) {
    for (const file of Object.keys(metafile.outputs)) {
      if (file.endsWith('.map')) {
        continue;
      }
      const bytes = readFileSync(file);
      const kilobytes = bytes.byteLength / 1000;
      const zipped = gzipSync(bytes).byteLength / 1000;
      const most = BUDGET[file];
      const over = production && most !== undefined && kilobytes > most;
      failed ||= over;
      console.log(
        `${file.padEnd(28)} ${kilobytes.toFixed(1).padStart(7)} kB  ${zipped.toFixed(1).padStart(6)} kB gzip` +
          (most === undefined ? '' : `  (at most ${most} kB${over ? ': TOO LARGE' : ''})`),
      );
    }
  }
  return !failed;
}

const builds = [host, webview, styles];
if (watch) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('Watching.');
} else {
  rmSync('dist/webview', { recursive: true, force: true });
  mkdirSync('dist', { recursive: true });
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  if (production) {
    writeTextsAsJson();
  }
  // What went into which bundle: the import rules are checked against it.
  writeFileSync(
    'dist/meta.json',
    JSON.stringify(
      results.map((result) => ({
        inputs: result.metafile.inputs,
        outputs: result.metafile.outputs,
      })),
    ),
  );
  if (!report(results.map((result) => result.metafile))) {
    process.exitCode = 1;
  }
  if (tests) {
    rmSync('out/test', { recursive: true, force: true });
    await Promise.all(testBuilds().map((options) => esbuild.build(options)));
  }
}
