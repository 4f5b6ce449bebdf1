-- name: begin
-- Take the write lock now: a deferred transaction would fail on its first write without waiting for its turn.
BEGIN IMMEDIATE

-- name: make_head
-- The head of a ledger without events.
INSERT INTO head (one, size, frontier) VALUES (1, 0, x'')

-- name: make_meta
-- Name the ledger, once.
INSERT INTO meta (name, value) VALUES (?, ?)

-- name: meta
-- All that the file says of itself.
SELECT name, value FROM meta

-- name: head
-- Size, frontier, and the position of the last event, all as of one moment; there is exactly one row.
SELECT size, frontier, (SELECT coalesce(max(seq), 0) FROM event) FROM head WHERE one = 1

-- name: move_head
-- Move the head from the size that was read: no row changes if someone else moved it.
UPDATE head SET size = ?, frontier = ? WHERE one = 1 AND size = ?

-- name: revision
-- The revision of a subject, 0 if nothing happened to it.
SELECT coalesce(max(rev), 0) FROM event WHERE subject = ?

-- name: by_key
-- The event that took an idempotency key.
SELECT request, seq, rev, id FROM event WHERE actor = ? AND key = ?

-- name: has_id
-- Whether an event of this id exists.
SELECT 1 FROM event WHERE id = ?

-- name: insert_event
-- One event, all columns.
INSERT INTO event (seq, rev, id, type, subject, time, actor, key, request, leaf, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: bodies
-- A stretch of events as the reader needs them, in order.
SELECT seq, rev, leaf, body FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?

-- name: rows
-- A stretch of events with every column, in order, for verification.
SELECT seq, rev, id, type, subject, time, actor, key, request, leaf, body
FROM event WHERE seq > ? ORDER BY seq LIMIT ?

-- name: leaves
-- A stretch of leaf hashes, in order.
SELECT seq, leaf FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?

-- name: insert_blob
-- A blob; one that is there already stays as it is.
INSERT INTO blob (digest, size, coding, data) VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING

-- name: has_blob
-- Whether a blob exists.
SELECT 1 FROM blob WHERE digest = ?

-- name: blob
-- The content of a blob as stored.
SELECT size, coding, data FROM blob WHERE digest = ?

-- name: blobs
-- A stretch of blobs, for verification.
SELECT row, digest, size, coding, data FROM blob WHERE row > ? ORDER BY row LIMIT ?

-- name: last_checkpoint
-- The newest signed note.
SELECT number, size, chain, note FROM checkpoint ORDER BY number DESC LIMIT 1

-- name: checkpoints
-- Every signed note, oldest first.
SELECT number, size, root, key, note, chain FROM checkpoint ORDER BY number

-- name: insert_checkpoint
-- One signed note.
INSERT INTO checkpoint (number, size, root, key, note, chain) VALUES (?, ?, ?, ?, ?, ?)

-- name: schema
-- Every table, index, trigger and view of the file.
SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name

-- name: format
-- The format version in the file's header.
PRAGMA user_version

-- name: check_file
-- SQLite's own look at pages, indexes and constraints; `ok`, or the first fault.
PRAGMA integrity_check(1)
