// SPDX-License-Identifier: Apache-2.0
// The OpenAPI file before Redocly's linter (TAP): its recommended rules, a case each for those that found something.
// usage: node lint.mjs OPENAPI; CUBBY_NPM names a node_modules folder

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const npm = process.env.CUBBY_NPM;
if (!npm) {
  console.log("1..0 # SKIP CUBBY_NPM is not set");
  process.exit(77);
}
const { createConfig, lintFromString } = createRequire(join(npm, "here.js"))("@redocly/openapi-core");

// What runs the service is asked by machines of the house, without a body or a key to get wrong.
// A form of a page leads back to the page, with 303.
const SPARED = {
  "operation-4xx-response": /^#\/paths\/~1(healthz|readyz|metrics)\//,
  "operation-2xx-response": /^#\/paths\/~1[pb]~1/,
};

const path = process.argv[2];
const source = readFileSync(path, "utf8");
const config = await createConfig({ extends: ["recommended"] });
const found = (await lintFromString({ source, absoluteRef: path, config }))
  .filter(({ ruleId, location }) => !SPARED[ruleId]?.test(location[0]?.pointer));

// that the linter bites: the same file with a word it cannot know
const spoilt = await lintFromString({ source: source.replace("openapi: 3.1.0", "openapi: 3.1.0\nunheard-of: 1"), absoluteRef: path, config });

console.log("1..2");
console.log(`${found.length ? "not ok" : "ok"} 1 - /third-party/openapi/Redocly's linter finds nothing`);
for (const { severity, ruleId, message, location } of found)
  console.log(`# ${severity} ${ruleId} at ${location[0]?.pointer}: ${message}`);
const bites = spoilt.some(({ message }) => message.includes("unheard-of"));
console.log(`${bites ? "ok" : "not ok"} 2 - /third-party/openapi/it finds a word that is not OpenAPI's`);
process.exit(found.length || !bites ? 1 : 0);
