"""What a reference points at, and what it resolved to."""
