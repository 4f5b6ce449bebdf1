"""Use cases: the only place where rooms meet and the clock is read."""
