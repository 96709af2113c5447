// Renders the form of the first argument with react-jsonschema-form as it comes,
// with nothing of this page, and writes what is chosen and how many radio buttons
// there are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";

const Ajv2020 = createRequire(import.meta.url)("ajv/dist/2020").default;
const { schema, ui } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const page = renderToStaticMarkup(
  createElement(Form, {
    schema,
    uiSchema: ui,
    validator: customizeValidator({ AjvClass: Ajv2020 }),
    experimental_defaultFormStateBehavior: { constAsDefaults: "skipOneOf" },
  }),
);
const radios = page.match(/<input[^>]*type="radio"[^>]*>/g) ?? [];
const output = {
  radios: radios.length,
  checked: radios.filter((radio) => radio.includes("checked")).length,
  unsupported: page.includes("unsupported-field"),
  hidden: Object.fromEntries([...page.matchAll(/<input type="hidden"[^>]*name="root_([a-z]+)"[^>]*value="([^"]*)"/g)].map((m) => [m[1], m[2]])),
};
process.stdout.write(JSON.stringify(output));
