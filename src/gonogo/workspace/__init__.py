"""The working tree and its Git repository."""
