-- Whether a process is sending it now; what it has when that process died is free again when the next one begins.
ALTER TABLE outbox ADD COLUMN claimed BIGINT NOT NULL DEFAULT 0;
