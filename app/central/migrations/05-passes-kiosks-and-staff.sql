-- Helper passes, codes that open no door to who reads them, kiosks' keys and clocks, staff.
ALTER TABLE pass ADD COLUMN kind TEXT NOT NULL DEFAULT 'owner';
ALTER TABLE pass ADD COLUMN name TEXT;
ALTER TABLE pass ADD COLUMN token TEXT;
ALTER TABLE pass ADD COLUMN kid TEXT NOT NULL DEFAULT '';
ALTER TABLE pass ADD COLUMN code_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE pass ADD COLUMN remade BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pass ADD COLUMN revoked_ms BIGINT;
CREATE UNIQUE INDEX pass_by_token ON pass (token);
CREATE INDEX pass_by_order ON pass (order_id);
ALTER TABLE api_key ADD COLUMN replaces TEXT;
ALTER TABLE api_key ADD COLUMN expires_ms BIGINT;
CREATE INDEX api_key_by_kiosk ON api_key (kiosk);
ALTER TABLE kiosk ADD COLUMN revoked_ms BIGINT;
ALTER TABLE kiosk ADD COLUMN hello_ms BIGINT;
ALTER TABLE kiosk ADD COLUMN skew_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN skew_most_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN skew_day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE kiosk ADD COLUMN version TEXT;
CREATE TABLE staff (
  badge TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL,
  revoked_ms BIGINT
);
CREATE TABLE staff_store (
  badge TEXT NOT NULL REFERENCES staff (badge),
  store TEXT NOT NULL,
  PRIMARY KEY (badge, store)
);
CREATE INDEX staff_by_store ON staff_store (store);
