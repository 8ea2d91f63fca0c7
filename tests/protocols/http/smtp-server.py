#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server for smtp.c: prints its port, then one JSON line a message. Ends with its standard input."""
import json
import sys

from aiosmtpd.controller import Controller


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 there is nobody of this name"
        if address.startswith("later@"):
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode()}
        print(json.dumps(message), flush=True)
        return "250 OK"


class FreePort(Controller):
    def _trigger_server(self):
        """Binding port 0 and connecting to it again is not what Controller expects: ask the socket."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = FreePort(Handler(), hostname="127.0.0.1", port=0)
controller.start()
print(controller.port, flush=True)
sys.stdin.read()
controller.stop()
