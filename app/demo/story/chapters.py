# SPDX-License-Identifier: Apache-2.0
"""The nine chapters in their order; each is (name, function of the world and the report)."""

from . import aisle, opening, phone_order, pickup, refusals

CHAPTERS = (
    ("the central service opens with the demo range", opening.open_central),
    ("the bank, the controller, the link and the screen start", opening.open_kiosk),
    ("a phone order arrives and its stock is allocated", phone_order.order_by_phone),
    ("staff put the parcel into a fitting compartment", phone_order.restock),
    ("the ready e-mail brings the pass", phone_order.receive_ready_mail),
    ("the pass opens the right door while the central service is down", pickup.collect_offline),
    ("the central service returns and knows of the pickup", pickup.settle),
    ("a shopper browses, searches and orders what is not on the shelf", aisle.shop),
    ("forged, expired, foreign and used passes are refused", refusals.refuse),
)
