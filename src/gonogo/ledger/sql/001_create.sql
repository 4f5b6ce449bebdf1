-- Format 1: the ledger of one workspace. The promise behind each column is docs/reference/format.md.

-- What the file is: `ledger` (its id) and `format` (the number of the last migration).
CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row an event. `body` is the truth; every other column but `seq` and `rev` repeats a part of it for look-ups.
CREATE TABLE event (
  seq INTEGER NOT NULL PRIMARY KEY,
  rev INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  request BLOB NOT NULL,
  leaf BLOB NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (subject, rev),
  UNIQUE (actor, key)
) STRICT;

-- The one row that a writer locks and moves: how many events there are, and the Merkle frontier over them.
CREATE TABLE head (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  frontier BLOB NOT NULL
) STRICT;

-- Signed notes over the tree, numbered from 1; `chain` covers this note and every one before it.
CREATE TABLE checkpoint (
  number INTEGER NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  key BLOB NOT NULL,
  note TEXT NOT NULL,
  chain BLOB NOT NULL
) STRICT;

-- Large things by the SHA-256 of their raw bytes; `coding` says how `data` holds them.
CREATE TABLE blob (
  row INTEGER NOT NULL PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  coding TEXT NOT NULL CHECK (coding IN ('raw', 'zlib')),
  data BLOB NOT NULL
) STRICT;
