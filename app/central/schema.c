/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/schema.h"

/* Times are Unix milliseconds, amounts minor units, data JSON text as the API shows it. */
const CubbyMigration cubby_central_migrations[] = {
    {
        .name = "range and stock",
        .sql =
            "CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);"
            "INSERT INTO counter (name, value) VALUES ('feed', 0);"
            "CREATE TABLE category (id TEXT PRIMARY KEY, position BIGINT NOT NULL, data TEXT NOT NULL);"
            "CREATE TABLE location (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, address "
            "TEXT NOT NULL,"
            " lockers BIGINT NOT NULL, code_key TEXT NOT NULL, data TEXT NOT NULL);"
            "CREATE TABLE product (id TEXT PRIMARY KEY, category TEXT NOT NULL REFERENCES category (id),"
            " popularity BIGINT NOT NULL, name TEXT NOT NULL, search TEXT NOT NULL, data TEXT NOT NULL);"
            "CREATE INDEX product_by_category ON product (category, popularity, id);"
            "CREATE INDEX product_by_popularity ON product (popularity, id);"
            "CREATE TABLE variant (sku TEXT PRIMARY KEY, product TEXT NOT NULL REFERENCES product (id),"
            " gtin TEXT NOT NULL UNIQUE, price BIGINT NOT NULL, currency TEXT NOT NULL, weight_g BIGINT NOT "
            "NULL,"
            " parcel_size TEXT NOT NULL);"
            "CREATE INDEX variant_by_product ON variant (product);"
            "CREATE TABLE stock_level (sku TEXT NOT NULL, location TEXT NOT NULL, on_hand BIGINT NOT NULL,"
            " allocated BIGINT NOT NULL, held BIGINT NOT NULL, damaged BIGINT NOT NULL, quality_control "
            "BIGINT NOT NULL,"
            " safety_stock BIGINT NOT NULL, incoming BIGINT NOT NULL, updated_ms BIGINT NOT NULL,"
            " PRIMARY KEY (sku, location));"
            "CREATE INDEX stock_by_location ON stock_level (location, sku);"
            "CREATE TABLE stock_movement (id TEXT PRIMARY KEY, time_ms BIGINT NOT NULL, kind TEXT NOT NULL,"
            " sku TEXT NOT NULL, location TEXT NOT NULL, quantity BIGINT NOT NULL, on_hand BIGINT NOT NULL,"
            " allocated BIGINT NOT NULL, held BIGINT NOT NULL, damaged BIGINT NOT NULL, quality_control "
            "BIGINT NOT NULL,"
            " incoming BIGINT NOT NULL, reason TEXT, reference TEXT, actor TEXT NOT NULL);"
            "CREATE INDEX movement_by_place ON stock_movement (sku, location, time_ms);"
            "CREATE TABLE change_feed (seq BIGINT PRIMARY KEY, topic TEXT NOT NULL, item TEXT NOT NULL, "
            "store TEXT,"
            " data TEXT, time_ms BIGINT NOT NULL, UNIQUE (topic, item));",
    },
    {
        .name = "orders",
        .sql =
            "CREATE TABLE orders (id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,"
            " external_id TEXT, status TEXT NOT NULL, payment_method TEXT NOT NULL, payment_status TEXT NOT "
            "NULL,"
            " payment_qr TEXT, received BIGINT NOT NULL, refunded BIGINT NOT NULL, language TEXT NOT NULL,"
            " currency TEXT NOT NULL, total BIGINT NOT NULL, customer_name TEXT, email TEXT, phone TEXT,"
            " token TEXT NOT NULL UNIQUE, created_ms BIGINT NOT NULL, updated_ms BIGINT NOT NULL,"
            " UNIQUE (channel, external_id));"
            "CREATE INDEX orders_by_channel ON orders (channel, id);"
            "CREATE TABLE fulfilment (id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id),"
            " position BIGINT NOT NULL, method TEXT NOT NULL, location TEXT NOT NULL, state TEXT NOT NULL,"
            " address TEXT, reach BIGINT NOT NULL, hold_until BIGINT NOT NULL, updated_ms BIGINT NOT NULL);"
            "CREATE INDEX fulfilment_by_order ON fulfilment (order_id, position);"
            "CREATE INDEX fulfilment_by_state ON fulfilment (state, hold_until);"
            "CREATE TABLE order_line (id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id),"
            " fulfilment TEXT NOT NULL REFERENCES fulfilment (id), position BIGINT NOT NULL, sku TEXT NOT "
            "NULL,"
            " name TEXT NOT NULL, quantity BIGINT NOT NULL, unit_price BIGINT NOT NULL, source TEXT NOT NULL,"
            " settled BIGINT NOT NULL);"
            "CREATE INDEX order_line_by_order ON order_line (order_id, position);"
            "CREATE INDEX order_line_by_fulfilment ON order_line (fulfilment);"
            "CREATE TABLE parcel (label TEXT PRIMARY KEY, fulfilment TEXT NOT NULL REFERENCES fulfilment "
            "(id),"
            " size TEXT NOT NULL, heavy BIGINT NOT NULL, state TEXT NOT NULL, door TEXT, updated_ms BIGINT "
            "NOT NULL);"
            "CREATE INDEX parcel_by_fulfilment ON parcel (fulfilment);"
            "CREATE TABLE pass (cti TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id),"
            " fulfilment TEXT NOT NULL REFERENCES fulfilment (id), store TEXT NOT NULL, code TEXT NOT NULL,"
            " exp BIGINT NOT NULL, state TEXT NOT NULL, created_ms BIGINT NOT NULL);"
            "CREATE INDEX pass_by_fulfilment ON pass (fulfilment);"
            "CREATE TABLE payment_event (id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders (id),"
            " method TEXT NOT NULL, reference TEXT NOT NULL, amount BIGINT NOT NULL, time_ms BIGINT NOT NULL,"
            " UNIQUE (method, reference));"
            "CREATE TABLE basket (id TEXT PRIMARY KEY, language TEXT NOT NULL, lines TEXT NOT NULL,"
            " version BIGINT NOT NULL, created_ms BIGINT NOT NULL, updated_ms BIGINT NOT NULL);"
            "CREATE TABLE idempotency (actor TEXT NOT NULL, item TEXT NOT NULL, request_hash TEXT NOT NULL,"
            " status BIGINT NOT NULL, content_type TEXT NOT NULL, body TEXT NOT NULL, created_ms BIGINT NOT "
            "NULL,"
            " PRIMARY KEY (actor, item));"
            "CREATE INDEX idempotency_by_time ON idempotency (created_ms);"
            "CREATE TABLE outbox (id TEXT PRIMARY KEY, notice TEXT NOT NULL, order_id TEXT NOT NULL,"
            " fulfilment TEXT, channel TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL,"
            " next_ms BIGINT NOT NULL, last_error TEXT, created_ms BIGINT NOT NULL);"
            "CREATE INDEX outbox_by_time ON outbox (state, next_ms);",
    },
    {
        .name = "keys, kiosks and the audit",
        .sql =
            "CREATE TABLE api_key (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, scope TEXT NOT NULL,"
            " name TEXT NOT NULL, kiosk TEXT, store TEXT, created_ms BIGINT NOT NULL, revoked_ms BIGINT);"
            "CREATE TABLE enrol_code (hash TEXT PRIMARY KEY, store TEXT NOT NULL, expires_ms BIGINT NOT NULL,"
            " used_ms BIGINT);"
            "CREATE TABLE kiosk (id TEXT PRIMARY KEY, store TEXT NOT NULL, last_seq BIGINT NOT NULL,"
            " last_seen_ms BIGINT NOT NULL, enrolled_ms BIGINT NOT NULL);"
            "CREATE TABLE kiosk_event (id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, seq BIGINT NOT NULL,"
            " time TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, remark TEXT, received_ms BIGINT "
            "NOT NULL);"
            "CREATE INDEX kiosk_event_by_type ON kiosk_event (type, received_ms);"
            "CREATE TABLE audit (id TEXT PRIMARY KEY, time_ms BIGINT NOT NULL, actor TEXT NOT NULL,"
            " action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT);",
    },
};

const guint cubby_central_n_migrations = G_N_ELEMENTS (cubby_central_migrations);
