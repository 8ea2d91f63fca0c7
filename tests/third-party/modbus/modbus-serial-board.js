// SPDX-License-Identifier: Apache-2.0
// A board played by npm's modbus-serial: PORT. It echoes the value of function 05 as it came, as flash boards do.
const { ServerTCP } = require("modbus-serial");

const coils = new Map();
const vector = {
  getCoil: (address) => coils.get(address) ?? false,
  getDiscreteInput: (address) => address % 2 === 0,
  getHoldingRegister: (address) => address + 300,
  setCoil: (address, value) => { coils.set(address, value); },
  setRegister: () => {},
};
new ServerTCP(vector, { host: "127.0.0.1", port: Number(process.argv[2]), unitID: 1 });
