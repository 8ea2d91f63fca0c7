#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A board played by pymodbus: tcp PORT, or rtu DEVICE. Coils, inputs and registers of unit 1."""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer


async def main():
    block = ModbusSequentialDataBlock
    slave = ModbusSlaveContext(di=block(0, [1, 0, 1, 1, 0, 0, 0, 1]), co=block(0, [0] * 0x300),
                               hr=block(0, [300, 7] + [0] * 30), ir=block(0, [0x1234]), zero_mode=True)
    context = ModbusServerContext(slaves={1: slave}, single=False)
    if sys.argv[1] == "tcp":
        await StartAsyncTcpServer(context=context, address=("127.0.0.1", int(sys.argv[2])))
    else:
        await StartAsyncSerialServer(context=context, framer=ModbusRtuFramer, port=sys.argv[2], baudrate=9600, timeout=0.02)


asyncio.run(main())
