-- Goods that are on their way, stock held for baskets, money and goods that come back. Times are Unix milliseconds, amounts minor units.
-- A transfer (from a location of ours) or a receipt (from a supplier; without origin).
CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  origin TEXT,
  destination TEXT NOT NULL,
  state TEXT NOT NULL,
  order_id TEXT,
  reference TEXT,
  expected_ms BIGINT,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE INDEX delivery_by_kind ON delivery (kind, state, id);
CREATE INDEX delivery_by_order ON delivery (order_id);
-- outstanding: what is expected still; received: what was counted; allocated: what of it waits here for the line of its order
CREATE TABLE delivery_line (
  delivery TEXT NOT NULL REFERENCES delivery (id),
  position BIGINT NOT NULL,
  sku TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  outstanding BIGINT NOT NULL,
  received BIGINT NOT NULL,
  order_line TEXT,
  allocated BIGINT NOT NULL,
  PRIMARY KEY (delivery, position)
);
CREATE INDEX delivery_line_by_order_line ON delivery_line (order_line);
CREATE TABLE basket_hold (
  basket TEXT NOT NULL,
  sku TEXT NOT NULL,
  location TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  PRIMARY KEY (basket, sku, location)
);
CREATE INDEX basket_hold_by_time ON basket_hold (until_ms);
CREATE TABLE refund_event (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  method TEXT NOT NULL,
  reference TEXT NOT NULL,
  amount BIGINT NOT NULL,
  time_ms BIGINT NOT NULL,
  UNIQUE (method, reference)
);
CREATE TABLE goods_return (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  order_line TEXT NOT NULL REFERENCES order_line (id),
  location TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  condition TEXT NOT NULL,
  reason TEXT NOT NULL,
  credit BIGINT NOT NULL,
  time_ms BIGINT NOT NULL
);
CREATE INDEX goods_return_by_order ON goods_return (order_id);
-- cancelled: pieces that never went out; returned: pieces that came back
ALTER TABLE order_line ADD COLUMN cancelled BIGINT NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN returned BIGINT NOT NULL DEFAULT 0;
-- credit: the part of the total that is no longer asked for
ALTER TABLE orders ADD COLUMN credit BIGINT NOT NULL DEFAULT 0;
