-- Range and stock. Times are Unix milliseconds unless named otherwise, amounts minor units, data JSON text as the API shows it.
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('feed', 0);
CREATE TABLE category (
  id TEXT PRIMARY KEY,
  position BIGINT NOT NULL,
  data TEXT NOT NULL
);
CREATE TABLE location (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  lockers BIGINT NOT NULL,
  code_key TEXT NOT NULL,
  data TEXT NOT NULL
);
CREATE TABLE product (
  id TEXT PRIMARY KEY,
  category TEXT NOT NULL REFERENCES category (id),
  popularity BIGINT NOT NULL,
  name TEXT NOT NULL,
  search TEXT NOT NULL,
  data TEXT NOT NULL
);
CREATE INDEX product_by_category ON product (category, popularity, id);
CREATE INDEX product_by_popularity ON product (popularity, id);
CREATE TABLE variant (
  sku TEXT PRIMARY KEY,
  product TEXT NOT NULL REFERENCES product (id),
  gtin TEXT NOT NULL UNIQUE,
  price BIGINT NOT NULL,
  currency TEXT NOT NULL,
  weight_g BIGINT NOT NULL,
  parcel_size TEXT NOT NULL
);
CREATE INDEX variant_by_product ON variant (product);
CREATE TABLE stock_level (
  sku TEXT NOT NULL,
  location TEXT NOT NULL,
  on_hand BIGINT NOT NULL,
  allocated BIGINT NOT NULL,
  held BIGINT NOT NULL,
  damaged BIGINT NOT NULL,
  quality_control BIGINT NOT NULL,
  safety_stock BIGINT NOT NULL,
  incoming BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL,
  PRIMARY KEY (sku, location)
);
CREATE INDEX stock_by_location ON stock_level (location, sku);
CREATE TABLE stock_movement (
  id TEXT PRIMARY KEY,
  time_ms BIGINT NOT NULL,
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  location TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  on_hand BIGINT NOT NULL,
  allocated BIGINT NOT NULL,
  held BIGINT NOT NULL,
  damaged BIGINT NOT NULL,
  quality_control BIGINT NOT NULL,
  incoming BIGINT NOT NULL,
  reason TEXT,
  reference TEXT,
  actor TEXT NOT NULL
);
CREATE INDEX movement_by_place ON stock_movement (sku, location, time_ms);
CREATE TABLE change_feed (
  seq BIGINT PRIMARY KEY,
  topic TEXT NOT NULL,
  item TEXT NOT NULL,
  store TEXT,
  data TEXT,
  time_ms BIGINT NOT NULL,
  UNIQUE (topic, item)
);
