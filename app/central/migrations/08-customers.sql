-- Customers, what they agreed to, their points. Times are Unix milliseconds. An erased customer keeps her row
-- without anything that says who she was.
CREATE TABLE customer (
  id TEXT PRIMARY KEY,
  name TEXT,
  email TEXT UNIQUE,
  phone TEXT UNIQUE,
  language TEXT NOT NULL,
  notices BIGINT NOT NULL,
  marketing BIGINT NOT NULL,
  basket_reminder BIGINT NOT NULL,
  loyalty BIGINT NOT NULL,
  token TEXT UNIQUE,
  version BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL,
  seen_ms BIGINT NOT NULL,
  erased_ms BIGINT
);
CREATE INDEX customer_by_seen ON customer (seen_ms) WHERE erased_ms IS NULL;
CREATE TABLE customer_consent (
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL,
  granted BIGINT NOT NULL,
  source TEXT NOT NULL,
  wording TEXT,
  time_ms BIGINT NOT NULL
);
CREATE INDEX consent_by_customer ON customer_consent (customer, id);
CREATE TABLE points_entry (
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL,
  points BIGINT NOT NULL,
  order_id TEXT,
  reason TEXT,
  actor TEXT NOT NULL,
  time_ms BIGINT NOT NULL
);
CREATE INDEX points_by_customer ON points_entry (customer, id);
CREATE INDEX points_by_order ON points_entry (order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX points_earned_once ON points_entry (order_id) WHERE kind = 'earn';
CREATE TABLE points_balance (
  customer TEXT PRIMARY KEY REFERENCES customer (id),
  balance BIGINT NOT NULL CHECK (balance >= 0)
);
CREATE TABLE points_lot (
  id TEXT PRIMARY KEY,
  customer TEXT NOT NULL REFERENCES customer (id),
  points_left BIGINT NOT NULL CHECK (points_left >= 0),
  expires_ms BIGINT NOT NULL
);
CREATE INDEX lot_by_customer ON points_lot (customer, expires_ms, id);
CREATE INDEX lot_by_end ON points_lot (expires_ms);
ALTER TABLE orders ADD COLUMN customer TEXT;
ALTER TABLE orders ADD COLUMN points BIGINT NOT NULL DEFAULT 0;
CREATE INDEX orders_by_customer ON orders (customer, id) WHERE customer IS NOT NULL;
ALTER TABLE basket ADD COLUMN customer TEXT;
ALTER TABLE basket ADD COLUMN channel TEXT;
ALTER TABLE basket ADD COLUMN order_id TEXT;
ALTER TABLE basket ADD COLUMN reminded_ms BIGINT;
CREATE INDEX basket_by_customer ON basket (customer) WHERE customer IS NOT NULL;
CREATE INDEX basket_by_time ON basket (updated_ms);
ALTER TABLE outbox ADD COLUMN basket TEXT;
CREATE INDEX outbox_by_order ON outbox (order_id);
CREATE INDEX audit_by_subject ON audit (subject);
CREATE INDEX audit_by_time ON audit (time_ms);
CREATE INDEX orders_of_people ON orders (id) WHERE email IS NOT NULL OR phone IS NOT NULL OR customer_name IS NOT NULL;
CREATE INDEX fulfilment_to_address ON fulfilment (updated_ms) WHERE address IS NOT NULL;
CREATE INDEX kiosk_event_by_time ON kiosk_event (received_ms);
CREATE INDEX basket_to_remind ON basket (updated_ms) WHERE customer IS NOT NULL AND reminded_ms IS NULL AND order_id IS NULL;
