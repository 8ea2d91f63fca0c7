// SPDX-License-Identifier: Apache-2.0
// A board played by npm's modbus-serial: tcp PORT, or rtu DEVICE. It echoes the value of function 05 as it came, as flash
// boards do. With "doors" behind it coil n moves the lock of a door that springs open and lets input n go; it was left with
// coil 0 on, and says "coil N on|off" at every write.
const { ServerTCP, ServerSerial } = require("modbus-serial");

const [wire, where, doors] = process.argv.slice(2);
const coils = new Map(doors ? [[0, true]] : []);
const opened = new Set();
const vector = {
  getCoil: (address) => coils.get(address) ?? false,
  getDiscreteInput: (address) => (doors ? !opened.has(address) : address % 2 === 0),
  getHoldingRegister: (address) => address + 300,
  setCoil: (address, value) => {
    coils.set(address, value);
    if (!doors) return;
    console.log(`coil ${address} ${value ? "on" : "off"}`);
    if (value) setTimeout(() => opened.add(address), 100);
  },
  setRegister: () => {},
};
if (wire === "tcp") new ServerTCP(vector, { host: "127.0.0.1", port: Number(where), unitID: 1 });
else new ServerSerial(vector, { port: where, baudRate: 9600, interval: 10, unitID: 1 });
