"""The append-only, tamper-evident history of events."""
