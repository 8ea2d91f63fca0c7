// SPDX-License-Identifier: Apache-2.0
// Reads gray frames from standard input with zxing-cpp in WebAssembly. A request: width, height, formats (a bit each,
// little-endian 32 bit numbers) and the pixels. The answer: milliseconds of CPU and the number of texts on a line, and
// each text in base64 on a line.
import { readFileSync, readSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = process.argv[2];
const require = createRequire(join(folder, "package.json"));
const reader = dirname(require.resolve("zxing-wasm/reader/zxing_reader.wasm"));
const { prepareZXingModule, readBarcodes } = require("zxing-wasm/reader");

const formats = ["QRCode", "EAN-13", "EAN-8", "UPC-A", "Code128"];

function readWhole(size) {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const n = readSync(0, buffer, at, size - at, null);
    if (n === 0) process.exit(0);
    at += n;
  }
  return buffer;
}

await prepareZXingModule({
  overrides: { wasmBinary: readFileSync(join(reader, "zxing_reader.wasm")).buffer },
  fireImmediately: true,
});

async function read(data, width, height, wanted) {
  const begun = process.cpuUsage();
  const results = await readBarcodes({ data, width, height, colorSpace: "srgb" }, {
    formats: formats.filter((_, bit) => wanted & (1 << bit)),
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    maxNumberOfSymbols: 4,
    textMode: "Plain",
  });
  const took = process.cpuUsage(begun);
  return [(took.user + took.system) / 1000, results];
}

// V8 compiles while it runs: that is not counted.
const noise = Uint8ClampedArray.from({ length: 640 * 480 * 4 }, (_, i) => ((i >> 2) * 7919) % 251);
for (let i = 0; i < 8; i++) await read(noise, 640, 480, 31);

for (;;) {
  const head = readWhole(12);
  const width = head.readUInt32LE(0), height = head.readUInt32LE(4), wanted = head.readUInt32LE(8);
  const gray = readWhole(width * height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < gray.length; i++) {
    data[i * 4] = data[i * 4 + 1] = data[i * 4 + 2] = gray[i];
    data[i * 4 + 3] = 255;
  }
  const [took, results] = await read(data, width, height, wanted);
  const texts = results.filter((result) => result.isValid).map((result) => Buffer.from(result.bytes));
  const lines = texts.map((text) => text.toString("base64") + "\n").join("");
  writeSync(1, `${took} ${texts.length}\n${lines}`);
}
