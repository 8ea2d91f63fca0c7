# SPDX-License-Identifier: Apache-2.0
"""The simulated bank as its control socket shows it, and the hand that reaches into it."""

import socket
import time

from .report import wait_until


class Bank:
    def __init__(self, control_path):
        self.control_path = control_path

    def say(self, command):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(5)
            connection.connect(self.control_path)
            connection.sendall(command.encode() + b"\n")
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        return answer.decode()

    def doors(self):
        """name -> what is physically so: leaf (open or shut), sensor, latch, parcel, pulses."""
        found = {}
        for line in self.say("doors").splitlines():
            words = line.split()
            if len(words) >= 6:
                found[words[0]] = {"leaf": words[1], "sensor": words[2], "latch": words[3], "parcel": words[4], "pulses": int(words[5])}
        return found

    def pulses(self):
        """name -> how often its lock was pulsed since the start."""
        return {name: door["pulses"] for name, door in self.doors().items()}

    def total_pulses(self):
        return sum(self.pulses().values())

    def wait_open(self, door, seconds=8):
        wait_until(f"door {door} springs open", lambda: self.doors()[door]["leaf"] == "open", seconds)

    def hand(self, door, *words):
        answer = self.say(" ".join(("hand", door) + words))
        if "error:" in answer:
            raise ValueError(f"hand {door} {' '.join(words)}: {answer.strip()}")

    def use_door(self, door, *deed, seconds=2.5):
        """Does something (or nothing) in the open compartment for as long as a person takes, then shuts the door."""
        if deed:
            self.hand(door, *deed)
        time.sleep(seconds)
        self.hand(door, "shut")
