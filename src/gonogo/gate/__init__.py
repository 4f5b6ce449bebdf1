"""Rules over items, and their answers. Pure."""
