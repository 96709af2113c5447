// Builds the page: node build.mjs [FORMS [DIST]]
//
// The validators are compiled here rather than in the browser, where compiling
// needs eval, which the page's Content Security Policy forbids.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { createSchemaUtils } from "@rjsf/utils";
import ParserValidator from "@rjsf/utils/lib/parser/ParserValidator.js";
import createAjvInstance from "@rjsf/validator-ajv8/lib/createAjvInstance.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import esbuild from "esbuild";

const require = createRequire(import.meta.url);
const Ajv2020 = require("ajv/dist/2020").default;

const here = path.dirname(fileURLToPath(import.meta.url));
const forms = path.resolve(here, process.argv[2] ?? "forms");
const dist = path.resolve(here, process.argv[3] ?? "dist");
const generated = path.join(dist, "generated");

// compile returns a schema with absolute references, as the form has it, and the
// code of validators for it and for all its parts that the form may ask about.
//
// The parts are found out by asking: the form fills in defaults for an empty
// response and for ratings in both of their forms, and what it wants to have
// validated on the way is written down.
function compile(original) {
  const { rootSchema: schema } = createSchemaUtils({}, original);
  const recorder = new ParserValidator(schema);
  const utils = createSchemaUtils(recorder, schema, { constAsDefaults: "skipOneOf" });
  const ids = Object.keys(schema.properties.ratings.properties);
  const ratings = (value) => Object.fromEntries(ids.map((id) => [id, value]));
  for (const value of [undefined, "declined", { stage: "declined" }]) {
    utils.getDefaultFormState(schema, { constituency: value && "any", ratings: ratings(value) });
  }
  const schemas = Object.values(recorder.getSchemaMap());
  const ajv = createAjvInstance([], {}, { code: { source: true }, schemas }, {}, Ajv2020);
  return { schema, code: standaloneCode(ajv) };
}

await rm(dist, { recursive: true, force: true });
await mkdir(generated, { recursive: true });

const languages = [];
for (const file of (await readdir(forms)).filter((name) => name.endsWith(".json")).sort()) {
  const form = JSON.parse(await readFile(path.join(forms, file), "utf8"));
  const { schema, code } = compile(form.schema);
  form.schema = schema;
  await writeFile(path.join(generated, `${form.language}.validators.cjs`), code);
  await writeFile(path.join(generated, `${form.language}.json`), JSON.stringify(form));
  languages.push(form.language);
}

// What the page imports as "forms": a loader for each language, so that only the
// one in use is fetched.
const imports = languages.map(
  (tag) => `"${tag}": () => Promise.all([import("./${tag}.json"), import("./${tag}.validators.cjs")])`,
);
await writeFile(path.join(generated, "forms.js"), `export const forms = {${imports.join(",\n")}};\n`);

await esbuild.build({
  entryPoints: [path.join(here, "src/main.jsx")],
  outdir: dist,
  alias: { "waymark-forms": path.join(generated, "forms.js") },
  nodePaths: [path.join(here, "node_modules")],
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  jsx: "automatic",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  logLevel: "warning",
});
await rm(generated, { recursive: true });
for (const file of ["index.html", "style.css"]) {
  await copyFile(path.join(here, "src", file), path.join(dist, file));
}
