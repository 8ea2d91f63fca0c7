// SPDX-License-Identifier: Apache-2.0
// Vendure as its documentation sets it up, on SQLite, with a shop of as many products as it is told.
// usage: node server.cjs NODE-MODULES-FOLDER DATABASE PORT N-PRODUCTS

const { createRequire } = require("node:module");
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [folder, database, port, products] = process.argv.slice(2);
const bring = createRequire(join(folder, "here.js"));
const { bootstrap, DefaultJobQueuePlugin, DefaultLogger, DefaultSearchPlugin, dummyPaymentHandler, LogLevel } = bring("@vendure/core");
const { populate } = bring("@vendure/core/cli");

const config = {
  apiOptions: { port: Number(port), adminApiPath: "admin-api", shopApiPath: "shop-api" },
  authOptions: {
    tokenMethod: ["bearer"],
    requireVerification: false,
    superadminCredentials: { identifier: "bench", password: "a-password-of-the-bench" },
    cookieOptions: { secret: "of the bench" },
  },
  dbConnectionOptions: { type: "better-sqlite3", database, synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Error }),
  plugins: [DefaultJobQueuePlugin.init({}), DefaultSearchPlugin],
};

const shop = {
  defaultLanguage: "en",
  defaultZone: "Asia",
  countries: [{ code: "VN", name: "Vietnam", zone: "Asia" }],
  taxRates: [{ name: "Standard Tax", percentage: 8 }],
  shippingMethods: [{ name: "Pickup", price: 0 }],
  paymentMethods: [{ name: "Paid", handler: { code: dummyPaymentHandler.code, arguments: [{ name: "automaticSettle", value: "true" }] } }],
  collections: [],
};

const columns = "name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets";
const rows = Array.from({ length: Number(products) }, (_, number) =>
  `Product ${number},product-${number},About it,,,,,SKU-${number},19.90,Standard Tax,1000000,true,,`);
const csv = join(folder, "products.csv");
writeFileSync(csv, [columns, ...rows].join("\n") + "\n");

populate(() => bootstrap(config), shop, csv)
  .then((app) => process.send("ready"))
  .catch((fault) => {
    console.error(fault);
    process.exit(1);
  });
