// Builds the host pages for the embedding tests, each into its own folder:
//
//     node build.mjs PACKAGES PROJECT INTO
//
// PACKAGES is the `node_modules` folder of the package-lock.json next to this file, PROJECT a folder with the npm
// package installed, INTO the output folder.

import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [packages, project, into] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(packages, "of-the-hosts.cjs"));
const replicaLog = join(project, "node_modules/replica-log");

// Copied, so that imports resolve to the installed package.
const examples = join(project, "examples");
cpSync(join(here, "../../../embed/examples"), examples, { recursive: true });

/** Copies a page without its sources for the bundler, and adds files of the package. */
function page(from, name, files = {}) {
  const folder = join(into, name);
  mkdirSync(folder, { recursive: true });
  const wanted = (path) => !/\.(vue|tsx)$/.test(path) && !(path.endsWith("main.js") && name !== "html");
  cpSync(join(from, name), folder, { recursive: true, filter: wanted });
  for (const [to, source] of Object.entries(files)) cpSync(source, join(folder, to), { recursive: true });
  return folder;
}

/** esbuild plugin for single-file components of Vue 3. */
const singleFileComponents = {
  name: "vue",
  setup(build) {
    const { compileScript, parse } = require("vue3/compiler-sfc");
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, "utf8"), { filename: path });
      if (errors.length > 0) return { errors: errors.map(({ message }) => ({ text: message })) };
      const { content } = compileScript(descriptor, { id: path, inlineTemplate: true });
      return { contents: content, loader: "js" };
    });
  },
};

async function bundle(name, entry, options = {}) {
  await require("esbuild").build({
    entryPoints: [join(examples, name, entry)],
    outfile: join(into, name, "main.js"),
    nodePaths: [packages],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    define: {
      // React's strict mode mounts twice in development mode only.
      "process.env.NODE_ENV": '"development"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    logLevel: "warning",
    ...options,
  });
}

/** Bundles with webpack and vue-loader, as the console does. No rule concerns the package. */
function webpackBundle(name, entry, { vue = "vue", publicPath = "auto" } = {}) {
  const { VueLoaderPlugin } = require("vue-loader");
  const compiler = require("webpack")({
    mode: "production",
    // vue-loader resolves the template compiler from here.
    context: dirname(packages),
    entry,
    output: { path: join(into, name), filename: "main.js", publicPath },
    module: { rules: [{ test: /\.vue$/, loader: "vue-loader" }] },
    resolve: {
      modules: [packages, join(project, "node_modules")],
      alias: { vue$: join(packages, vue, "dist/vue.runtime.esm.js") },
    },
    resolveLoader: { modules: [packages] },
    plugins: [new VueLoaderPlugin()],
    performance: false,
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats.hasErrors() || stats.hasWarnings()) reject(error ?? new Error(stats.toString("errors-warnings")));
      else resolve();
    });
  });
}

page(examples, "html", { "replica-log": replicaLog });
const vue2 = join(examples, "vue2/main.js");
page(examples, "vue2");
await webpackBundle("vue2", vue2);
cpSync(join(into, "vue2/index.html"), join(into, "vue2.7/index.html"));
await webpackBundle("vue2.7", vue2, { vue: "vue2.7" });
// The wasm files next to the bundle, where the bundled glue code looks for them.
const wasm = readdirSync(replicaLog).filter((name) => name.endsWith(".wasm"));
page(examples, "vue3", Object.fromEntries(wasm.map((name) => [name, join(replicaLog, name)])));
await bundle("vue3", "main.js", { alias: { vue: "vue3/dist/vue.runtime.esm-bundler.js" }, plugins: [singleFileComponents] });
page(examples, "react");
await bundle("react", "main.tsx", { loader: { ".wasm": "file" } });
page(here, "bare", { "replica-log": replicaLog });

cpSync(join(here, "vite"), join(project, "vite"), { recursive: true });
const { build } = await import(pathToFileURL(require.resolve("vite")));
await build({
  root: join(project, "vite"),
  configFile: false,
  logLevel: "warn",
  build: { outDir: join(into, "vite"), emptyOutDir: true },
});

const bk = join(packages, "bk-magic-vue/dist");
const measure = join(here, "measure.js");
page(here, "console", {
  "replica-log": replicaLog,
  "measure.js": measure,
  "bk-magic-vue.css": join(bk, "bk-magic-vue.min.css"),
  fonts: join(bk, "fonts"),
  images: join(bk, "images"),
});
cpSync(join(here, "console-app"), join(project, "console-app"), { recursive: true });
page(here, "console-app", { "bk-magic-vue.css": join(bk, "bk-magic-vue.min.css"), fonts: join(bk, "fonts"), images: join(bk, "images") });
await webpackBundle("console-app", join(project, "console-app/main.js"), { publicPath: "/ui/" });
page(here, "hostile", { "replica-log": replicaLog, "measure.js": measure });
page(here, "strict", { "replica-log": replicaLog });
