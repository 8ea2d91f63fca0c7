-- A parcel counts its announcements itself; until now a version was the feed's sequence number, so begin above every one of those.
ALTER TABLE parcel ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
UPDATE parcel SET version = (SELECT value FROM counter WHERE name = 'feed');
