# SPDX-License-Identifier: Apache-2.0
"""The demonstration: starts every real part on this machine and plays a day in the shop."""
