-- Prices and promotions. Times are Unix milliseconds, 0 where a window is open; amounts minor units; channels are the bits of app/domain/channel.h.
INSERT INTO counter (name, value) VALUES ('prices', 0);
CREATE TABLE price_list (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  channels BIGINT NOT NULL,
  currency TEXT NOT NULL,
  from_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  version BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE TABLE list_price (
  list TEXT NOT NULL REFERENCES price_list (id),
  sku TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (list, sku)
);
-- skus and categories are JSON arrays or null; max_uses 0 is no limit.
CREATE TABLE promotion (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  percent BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  buy BIGINT NOT NULL,
  free BIGINT NOT NULL,
  code TEXT UNIQUE,
  channels BIGINT NOT NULL,
  from_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  skus TEXT,
  categories TEXT,
  currency TEXT,
  minimum BIGINT NOT NULL,
  combinable BIGINT NOT NULL,
  max_uses BIGINT NOT NULL,
  used BIGINT NOT NULL,
  version BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE TABLE promotion_use (
  order_id TEXT NOT NULL,
  promotion TEXT NOT NULL,
  PRIMARY KEY (order_id, promotion)
);
ALTER TABLE category ADD COLUMN tax_bp BIGINT;
-- shelf: the product as the kiosk and the phone see it while it costs something else than its own price.
ALTER TABLE product ADD COLUMN tax_bp BIGINT;
ALTER TABLE product ADD COLUMN shelf TEXT;
-- discounts: the JSON array of the order.
ALTER TABLE orders ADD COLUMN subtotal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN tax BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN discounts TEXT;
ALTER TABLE order_line ADD COLUMN discount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD COLUMN tax BIGINT NOT NULL DEFAULT 0;
UPDATE orders SET subtotal = total;
