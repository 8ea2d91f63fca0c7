// SPDX-License-Identifier: Apache-2.0
// The pass against code we did not write (TAP): @auth0/cose signs and verifies it, @digitalbazaar/base45 spells
// it, zxing reads its picture.
// usage: node peers.mjs CUBBYCTL BASE45-PIPE VECTORS; CUBBY_NPM names a node_modules folder

import { execFileSync, spawnSync } from "node:child_process";
import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const [cubbyctl, base45Pipe, vectorFile] = process.argv.slice(2);
const npm = process.env.CUBBY_NPM;
if (!npm) {
  console.log("1..0 # SKIP CUBBY_NPM is not set");
  process.exit(77);
}
// Debian 12's node 18 cannot import @auth0/cose as an ES module, but can require it
const { Sign1, ProtectedHeaders } = createRequire(join(npm, "here.js"))("@auth0/cose");
const base45 = await import(pathToFileURL(join(npm, "@digitalbazaar/base45/lib/index.js")));
const vectors = JSON.parse(readFileSync(vectorFile, "utf8"));

const STORE = "4711";
const EXP = 1900000000;
const folder = mkdtempSync(join(tmpdir(), "cubby-peers-"));

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (data) => Buffer.from(data).toString("hex");
const ctl = (...args) => execFileSync(cubbyctl, args, { encoding: "utf8" }).trimEnd();
const verify = (kid, key, text, at = EXP - 1) =>
  spawnSync(cubbyctl, ["pass", "verify", "--kid", kid, "--public-key", key, "--store", STORE, "--at", String(at), "--", text],
    { encoding: "utf8" });

/** An Ed25519 key of 32 raw bytes as node's crypto takes it: behind the fixed start of its DER form. */
const publicKey = (raw) =>
  createPublicKey({ key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(raw, "hex")]), format: "der", type: "spki" });
const privateKey = (seed) =>
  createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.from(seed, "hex")]), format: "der", type: "pkcs8" });

/** The claims in their one layout, written independently of ours. */
function claims(store, exp, cti) {
  const head = Buffer.from([0xa3, 0x03, 0x60 + store.length]);
  const time = Buffer.from([0x04, 0x1a, 0, 0, 0, 0]);
  time.writeUInt32BE(exp, 2);
  return Uint8Array.from(Buffer.concat([head, Buffer.from(store), time, Buffer.from([0x07, 0x50]), Buffer.from(cti)]));
}

/** Asks our Base45 for many answers at once. */
function ask(lines) {
  const answers = execFileSync(base45Pipe, { input: lines.join("\n") + "\n", encoding: "utf8" }).split("\n");
  return answers.slice(0, lines.length);
}

function theirs(text) {
  try {
    return hex(base45.decode(text));
  } catch {
    return "-";
  }
}

const signed = (vector) => base45.decode(vector.text.slice(4));

const cases = [
  ["@auth0/cose verifies the vector", async () => {
    for (const vector of vectors.cc1) {
      await Sign1.decode(signed(vector)).verify(publicKey(vector.public_key));
      assert.equal(hex(signed(vector)), vector.cose);
    }
  }],
  ["@auth0/cose verifies a pass of cubbyctl pass mint", async () => {
    const [kid, key] = ctl("pass", "keygen", join(folder, "a.key")).split("=");
    const text = ctl("pass", "mint", "--key-file", join(folder, "a.key"), "--store", STORE, "--exp", String(EXP));
    const message = Sign1.decode(base45.decode(text.slice(4)));
    await message.verify(publicKey(key));
    assert.equal(hex(message.protectedHeaders.get(4)), kid);
    assert.equal(verify(kid, key, text).status, 0);
  }],
  ["@auth0/cose refuses what we refuse: each byte of a pass changed", async () => {
    const vector = vectors.cc1[0];
    for (let i = 0; i < 110; i++) {
      const damaged = signed(vector);
      damaged[i] ^= 0x01;
      let theirsTakes = true;
      try {
        await Sign1.decode(damaged).verify(publicKey(vector.public_key));
      } catch {
        theirsTakes = false;
      }
      const ours = verify(vector.kid, vector.public_key, "CC1:" + base45.encode(damaged), vector.exp - 1);
      assert.equal(ours.status, 1, `byte ${i}: ${ours.stdout}`);
      assert.ok(!theirsTakes, `byte ${i} is taken by @auth0/cose`);
    }
  }],
  ["we verify a pass that @auth0/cose signed", async () => {
    const vector = vectors.cc1[0];
    const headers = new ProtectedHeaders([[1, -8], [4, bytes(vector.kid)]]);
    for (let round = 0; round < 20; round++) {
      const cti = randomBytes(16);
      const message = await Sign1.sign(headers, undefined, claims(STORE, EXP, cti), privateKey(vector.seed));
      const text = "CC1:" + base45.encode(Uint8Array.from(message.encode()));
      const ours = verify(vector.kid, vector.public_key, text);
      assert.equal(ours.status, 0, ours.stdout);
      assert.match(ours.stdout, new RegExp(hex(cti)));
    }
  }],
  ["@auth0/cose signs the vector as we do", async () => {
    for (const vector of vectors.cc1) {
      const headers = new ProtectedHeaders([[1, -8], [4, bytes(vector.kid)]]);
      const message = await Sign1.sign(headers, undefined, claims(vector.aud, vector.exp, bytes(vector.cti)), privateKey(vector.seed));
      assert.equal(hex(message.encode()), vector.cose);
    }
  }],
  ["@digitalbazaar/base45 encodes random bytes as we do, and decodes them", () => {
    const data = Array.from({ length: 2000 }, (_, i) => new Uint8Array(randomBytes(i % 130)));
    const texts = ask(data.map((d) => `encode ${hex(d)}`));
    const back = ask(texts.map((t) => `decode ${hex(Buffer.from(t))}`));
    data.forEach((d, i) => {
      assert.equal(texts[i], base45.encode(d));
      assert.equal(back[i], hex(d));
      assert.equal(theirs(texts[i]), hex(d));
    });
  }],
  ["@digitalbazaar/base45 takes and rejects random texts as we do", () => {
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:az_\u00e9";
    const texts = Array.from({ length: 5000 }, (_, i) =>
      // Mostly of the alphabet, so that the range of a group decides as often as a character does.
      Array.from(randomBytes(1 + (i % 9)), (b) => alphabet[b % (i % 4 ? 45 : alphabet.length)]).join(""));
    const ours = ask(texts.map((t) => `decode ${hex(Buffer.from(t, "utf8"))}`));
    texts.forEach((text, i) => assert.equal(ours[i], theirs(text), JSON.stringify(text)));
    assert.ok(ours.includes("-") && ours.some((o) => o !== "-"));
  }],
  ["@digitalbazaar/base45 rejects the rows that we reject", () => {
    const ours = ask(vectors.base45.reject.map((t) => `decode ${hex(Buffer.from(t))}`));
    vectors.base45.reject.forEach((text, i) => {
      assert.equal(theirs(text), "-", text);
      assert.equal(ours[i], "-", text);
    });
  }],
  ...["M", "Q"].map((level) => [`zxing reads the picture of a pass at level ${level}`, () => {
    const picture = join(folder, `${level}.png`);
    const { text } = vectors.cc1[0];
    ctl("pass", "qr", "--output", picture, "--level", level, "--", text);
    const said = execFileSync("ZXingReader", [picture], { encoding: "utf8" });
    assert.equal(/^Text: +"(.*)"$/m.exec(said)?.[1], text);
    assert.equal(/^Format: +(\S+)/m.exec(said)?.[1], "QRCode");
    assert.equal(/^EC Level: +(\S+)/m.exec(said)?.[1], level);
  }]),
];

console.log(`1..${cases.length}`);
let failed = 0;
for (const [index, [name, run]] of cases.entries()) {
  try {
    await run();
    console.log(`ok ${index + 1} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${index + 1} - ${name}`);
    console.log(String(error.stack ?? error).replace(/^/gm, "# "));
  }
}
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
