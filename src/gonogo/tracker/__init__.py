"""Text to items: which texts are trackers, and what they say. No file is opened here."""
