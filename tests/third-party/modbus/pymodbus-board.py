#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A board played by pymodbus: tcp PORT, or rtu DEVICE. Coils, inputs and registers of unit 1.

With "doors" behind it coil n moves the lock of a door that springs open and lets input n go; it was left with coil 0 on, and
says "coil N on|off" at every write.
"""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer


class Locks(ModbusSequentialDataBlock):
    """Coils with doors behind them."""

    def __init__(self, inputs):
        super().__init__(0, [1] + [0] * 15)
        self.inputs = inputs

    def setValues(self, address, values):
        super().setValues(address, values)
        values = values if isinstance(values, list) else [values]
        for i, value in enumerate(values):
            print(f"coil {address + i} {'on' if value else 'off'}", flush=True)
            if value:
                asyncio.get_running_loop().call_later(0.1, self.inputs.setValues, address + i, [0])


async def main():
    block = ModbusSequentialDataBlock
    doors = len(sys.argv) > 3
    inputs = block(0, [1] * 16 if doors else [1, 0, 1, 1, 0, 0, 0, 1])
    coils = Locks(inputs) if doors else block(0, [0] * 0x300)
    slave = ModbusSlaveContext(di=inputs, co=coils, hr=block(0, [300, 7] + [0] * 30), ir=block(0, [0x1234]), zero_mode=True)
    context = ModbusServerContext(slaves={1: slave}, single=False)
    if sys.argv[1] == "tcp":
        await StartAsyncTcpServer(context=context, address=("127.0.0.1", int(sys.argv[2])))
    else:
        await StartAsyncSerialServer(context=context, framer=ModbusRtuFramer, port=sys.argv[2], baudrate=9600, timeout=0.02)


asyncio.run(main())
