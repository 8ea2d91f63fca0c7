// SPDX-License-Identifier: Apache-2.0
// A basket of two products made an order that is paid: at Vendure and at cubby-central, both on SQLite, asked by the same client.
// usage: node bench.mjs NODE-MODULES-FOLDER CUBBY-CENTRAL

import { fork, spawn, spawnSync } from "node:child_process";
import { Agent, request } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";

const [modules, central] = process.argv.slice(2);
const CLIENTS = [1, 8];
const SECONDS = 10;
const PRODUCTS = 200;
const PLENTY = 1000000;

const folder = mkdtempSync(join(tmpdir(), "cubby-vendure-"));
const children = [];
const say = (words) => console.error(`vendure: ${words}`);

/** One request on a kept connection. Returns { status, headers, json }. */
const ask = (agent, port, path, headers, body) =>
  new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: "127.0.0.1", path, method: "POST", headers: { "content-type": "application/json", ...headers } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, json: JSON.parse(Buffer.concat(parts)) }));
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });

const line = (text) => `... on ErrorResult { errorCode message } ${text}`;
const ADD = `mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename ${line("")} } }`;
const CUSTOMER = `mutation($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { __typename ${line("")} } }`;
const ADDRESS = `mutation { setOrderShippingAddress(input: { fullName: "Minh", streetLine1: "65 Le Loi", city: "HCMC", countryCode: "VN" }) { __typename ${line("")} } }`;
const METHODS = `query { eligibleShippingMethods { id } }`;
const SHIPPING = `mutation($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { __typename ${line("")} } }`;
const ARRANGE = `mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ${line("")} } }`;
const PAY = `mutation($method: String!) { addPaymentToOrder(input: { method: $method, metadata: {} }) { __typename ... on Order { state code } ${line("")} } }`;

/** A shopper at Vendure: returns a function that takes one basket to a paid order. */
const vendureShopper = (port, number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const tell = async (session, query, variables) => {
    const { headers, json } = await ask(agent, port, "/shop-api", session.token ? { authorization: `Bearer ${session.token}` } : {}, { query, variables });
    session.token ??= headers["vendure-auth-token"];
    const first = json.data && Object.values(json.data)[0];
    if (json.errors || first?.errorCode) throw new Error(`Vendure: ${JSON.stringify(json).slice(0, 300)}`);
    return first;
  };
  let count = 0;
  return async () => {
    const session = {};
    const one = 1 + ((number * 31 + count * 7) % PRODUCTS);
    await tell(session, ADD, { id: String(one) });
    await tell(session, ADD, { id: String(1 + (one % PRODUCTS)) });
    await tell(session, CUSTOMER, { input: { emailAddress: `s${number}-${count++}@example.com`, firstName: "Minh", lastName: "An" } });
    await tell(session, ADDRESS);
    const methods = await tell(session, METHODS);
    await tell(session, SHIPPING, { id: [methods[0].id] });
    await tell(session, ARRANGE);
    const paid = await tell(session, PAY, { method: "paid" });
    if (paid.state !== "PaymentSettled") throw new Error(`Vendure: the order is ${paid.state}`);
  };
};

const lines = (one) => [{ sku: `SKU-${one}`, quantity: 1 }, { sku: `SKU-${1 + (one % PRODUCTS)}`, quantity: 1 }];

/** The same at ours: a basket, then the order with its payment. */
const cubbyShopper = (port, token, number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const tell = async (path, body) => {
    const { status, json } = await ask(agent, port, path, { authorization: `Bearer ${token}`, "idempotency-key": randomUUID() }, body);
    if (status !== 201) throw new Error(`cubby-central: ${status} ${JSON.stringify(json).slice(0, 300)}`);
    return json;
  };
  let count = 0;
  return async () => {
    const one = 1 + ((number * 31 + count * 7) % PRODUCTS);
    const basket = await tell("/v1/baskets", { language: "vi", lines: lines(one) });
    const order = await tell("/v1/orders", {
      channel: "web", language: "vi", customer: { name: "Minh An", email: `s${number}-${count++}@example.com` },
      lines: basket.lines.map(({ sku, quantity }) => ({ sku, quantity })),
      fulfilment: { method: "store_pickup", location: "4711" }, payment: { method: "card", status: "paid" },
    });
    if (order.payment.status !== "paid") throw new Error(`cubby-central: the order is ${order.payment.status}`);
  };
};

/** Returns orders a second of so many shoppers, each with its next order when the last one is paid. */
const measure = async (name, clients, shopper) => {
  say(`${name}: ${clients} client${clients > 1 ? "s" : ""}, for ${SECONDS} s`);
  let orders = 0;
  const begun = performance.now();
  await Promise.all(Array.from({ length: clients }, async (_, number) => {
    const order = shopper(number);
    while (performance.now() - begun < SECONDS * 1000) {
      await order();
      orders++;
    }
  }));
  return orders / ((performance.now() - begun) / 1000);
};

const startVendure = async () => {
  const port = 20000 + (process.pid % 20000);
  say(`Vendure is filled with ${PRODUCTS} products`);
  const child = fork(fileURLToPath(new URL("server.cjs", import.meta.url)), [modules, join(folder, "vendure.db"), String(port), String(PRODUCTS)],
    { env: { ...process.env, NODE_ENV: "production" }, stdio: ["ignore", 2, 2, "ipc"] });
  children.push(child);
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (status) => reject(new Error(`Vendure ended with ${status}`)));
  });
  return port;
};

const gtin = (number) => {
  const digits = `0893999${String(number).padStart(6, "0")}`;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
};

const startCubby = async () => {
  const text = (words) => ({ vi: words, th: words, en: words });
  const range = {
    categories: [{ id: "all", name: text("All"), position: 1 }],
    locations: [{ id: "4711", kind: "store", name: "Store", address: "65 Le Loi", lockers: true }],
    products: Array.from({ length: PRODUCTS }, (_, index) => ({
      id: `product-${index + 1}`, category: "all", name: text(`Product ${index + 1}`), description: text("About it"), popularity: index + 1,
      variants: [{ sku: `SKU-${index + 1}`, gtin: gtin(index + 1), price: { amount: 1990, currency: "USD" }, weight_g: 100, parcel_size: "S" }],
    })),
    stock: Array.from({ length: PRODUCTS }, (_, index) => ({ sku: `SKU-${index + 1}`, location: "4711", on_hand: PLENTY })),
  };
  const file = join(folder, "range.json"), database = `sqlite:${join(folder, "central.db")}`;
  writeFileSync(file, JSON.stringify(range));
  const run = (...words) => {
    const done = spawnSync(central, words, { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`cubby-central ${words[0]}: ${done.stderr}`);
    return done.stdout.trim();
  };
  run("import", file, "--database", database);
  const token = run("key", "add", "--scope", "channel", "--name", "bench", "--database", database);
  const child = spawn(central, ["--database", database, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", 2] });
  children.push(child);
  for await (const heard of createInterface({ input: child.stdout })) {
    const port = heard.match(/^listening http:\/\/.*:(\d+)$/)?.[1];
    if (port) return { port: Number(port), token };
  }
  throw new Error("cubby-central did not start");
};

let status = 0;
try {
  const vendure = await startVendure();
  const cubby = await startCubby();
  for (const clients of CLIENTS) {
    const peer = await measure("Vendure", clients, (number) => vendureShopper(vendure, `${clients}${number}`));
    const ours = await measure("cubby-central", clients, (number) => cubbyShopper(cubby.port, cubby.token, `${clients}${number}`));
    const value = (number) => Number(number.toPrecision(4));
    console.log(JSON.stringify({
      bench: "vendure", case: `${clients} client${clients > 1 ? "s" : ""}: a basket made a paid order`, value: value(ours), unit: "orders/s",
      ratio: value(ours / peer), against: `Vendure 3.7.3 on SQLite, ${value(peer)} orders/s by the same client`,
    }));
  }
} catch (fault) {
  say(fault.message);
  status = 1;
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
