# SPDX-License-Identifier: Apache-2.0
"""The drawing functions by name: each module registers its own with @draws("NAME")."""
DRAWINGS = {}


def draws(name):
    def register(function):
        assert name not in DRAWINGS, f"two drawings are called {name}"
        DRAWINGS[name] = function
        return function

    return register
