-- Orders. Times are Unix milliseconds unless named otherwise, amounts minor units, data JSON text as the API shows it.
CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  channel TEXT NOT NULL,
  external_id TEXT,
  status TEXT NOT NULL,
  payment_method TEXT NOT NULL,
  payment_status TEXT NOT NULL,
  payment_qr TEXT,
  received BIGINT NOT NULL,
  refunded BIGINT NOT NULL,
  language TEXT NOT NULL,
  currency TEXT NOT NULL,
  total BIGINT NOT NULL,
  customer_name TEXT,
  email TEXT,
  phone TEXT,
  token TEXT NOT NULL UNIQUE,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL,
  UNIQUE (channel, external_id)
);
CREATE INDEX orders_by_channel ON orders (channel, id);
CREATE TABLE fulfilment (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  method TEXT NOT NULL,
  location TEXT NOT NULL,
  state TEXT NOT NULL,
  address TEXT,
  reach BIGINT NOT NULL,
  hold_until BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE INDEX fulfilment_by_order ON fulfilment (order_id, position);
CREATE INDEX fulfilment_by_state ON fulfilment (state, hold_until);
CREATE TABLE order_line (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  fulfilment TEXT NOT NULL REFERENCES fulfilment (id),
  position BIGINT NOT NULL,
  sku TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  unit_price BIGINT NOT NULL,
  source TEXT NOT NULL,
  settled BIGINT NOT NULL
);
CREATE INDEX order_line_by_order ON order_line (order_id, position);
CREATE INDEX order_line_by_fulfilment ON order_line (fulfilment);
CREATE TABLE parcel (
  label TEXT PRIMARY KEY,
  fulfilment TEXT NOT NULL REFERENCES fulfilment (id),
  size TEXT NOT NULL,
  heavy BIGINT NOT NULL,
  state TEXT NOT NULL,
  door TEXT,
  updated_ms BIGINT NOT NULL
);
CREATE INDEX parcel_by_fulfilment ON parcel (fulfilment);
CREATE TABLE pass (
  cti TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  fulfilment TEXT NOT NULL REFERENCES fulfilment (id),
  store TEXT NOT NULL,
  code TEXT NOT NULL,
  exp BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_ms BIGINT NOT NULL
);
CREATE INDEX pass_by_fulfilment ON pass (fulfilment);
CREATE TABLE payment_event (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  method TEXT NOT NULL,
  reference TEXT NOT NULL,
  amount BIGINT NOT NULL,
  time_ms BIGINT NOT NULL,
  UNIQUE (method, reference)
);
CREATE TABLE basket (
  id TEXT PRIMARY KEY,
  language TEXT NOT NULL,
  lines TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE TABLE idempotency (
  actor TEXT NOT NULL,
  item TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  body TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (actor, item)
);
CREATE INDEX idempotency_by_time ON idempotency (created_ms);
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  notice TEXT NOT NULL,
  order_id TEXT NOT NULL,
  fulfilment TEXT,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  next_ms BIGINT NOT NULL,
  last_error TEXT,
  created_ms BIGINT NOT NULL
);
CREATE INDEX outbox_by_time ON outbox (state, next_ms);
