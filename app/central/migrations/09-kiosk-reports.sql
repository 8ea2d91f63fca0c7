-- What kiosks report, as somebody looks after it.
ALTER TABLE kiosk_event ADD COLUMN alarm BIGINT NOT NULL DEFAULT 0;
ALTER TABLE kiosk_event ADD COLUMN door TEXT NOT NULL DEFAULT '';
ALTER TABLE kiosk_event ADD COLUMN label TEXT NOT NULL DEFAULT '';
CREATE INDEX kiosk_event_by_label ON kiosk_event (label, type);
CREATE INDEX kiosk_event_by_alarm ON kiosk_event (alarm, received_ms);
