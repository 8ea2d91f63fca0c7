-- The parcels of one store, for its kiosks' snapshots; the rest of the feed has no store and is not in it.
CREATE INDEX change_feed_by_store ON change_feed (store, seq) WHERE store IS NOT NULL;
