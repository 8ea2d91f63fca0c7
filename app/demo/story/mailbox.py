# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server (aiosmtpd) that keeps what it is sent."""

import email
import email.policy
import os
import threading

from aiosmtpd.controller import Controller

from .report import wait_until


class Mailbox:
    def __init__(self, directory):
        self.directory = directory
        self.messages = []
        self._lock = threading.Lock()
        self._controller = None

    async def handle_DATA(self, _server, _session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._lock:
            self.messages.append((list(envelope.rcpt_tos), message))
            path = os.path.join(self.directory, f"mail-{len(self.messages):02d}.eml")
        with open(path, "wb") as file:
            file.write(envelope.content)
        return "250 OK"

    def start(self, port):
        os.makedirs(self.directory, exist_ok=True)
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()

    def stop(self):
        if self._controller is not None:
            self._controller.stop()

    def count(self):
        with self._lock:
            return len(self.messages)

    def wait_for(self, recipient, nth, seconds=20):
        """The nth message (from 1) that was sent to the recipient."""
        def ask():
            with self._lock:
                mine = [message for to, message in self.messages if recipient in to]
            return mine[nth - 1] if len(mine) >= nth else None
        return wait_until(f"message {nth} to {recipient}", ask, seconds)


def picture_of(message):
    """The inline picture of a message: its bytes."""
    for part in message.walk():
        if part.get_content_type() == "image/png":
            return part.get_content()
    return None


def text_of(message):
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body is not None else ""
