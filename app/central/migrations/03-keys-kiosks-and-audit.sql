-- Keys, kiosks and the audit. Times are Unix milliseconds unless named otherwise, amounts minor units, data JSON text as the API shows it.
CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  kiosk TEXT,
  store TEXT,
  created_ms BIGINT NOT NULL,
  revoked_ms BIGINT
);
CREATE TABLE enrol_code (
  hash TEXT PRIMARY KEY,
  store TEXT NOT NULL,
  expires_ms BIGINT NOT NULL,
  used_ms BIGINT
);
CREATE TABLE kiosk (
  id TEXT PRIMARY KEY,
  store TEXT NOT NULL,
  last_seq BIGINT NOT NULL,
  last_seen_ms BIGINT NOT NULL,
  enrolled_ms BIGINT NOT NULL
);
CREATE TABLE kiosk_event (
  id TEXT PRIMARY KEY,
  kiosk TEXT NOT NULL,
  seq BIGINT NOT NULL,
  time TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  remark TEXT,
  received_ms BIGINT NOT NULL
);
CREATE INDEX kiosk_event_by_type ON kiosk_event (type, received_ms);
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  time_ms BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT
);
