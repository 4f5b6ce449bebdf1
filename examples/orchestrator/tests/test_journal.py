import tempfile
import unittest
from pathlib import Path

from hubline.journal import Journal


class JournalTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "night.jsonl"

    def test_a_key_is_recorded_once(self):
        journal = Journal(self.path)
        self.assertTrue(journal.record("k1", "sorted", "RR1", at=10))
        self.assertFalse(journal.record("k1", "sorted", "RR1", at=10))

    def test_a_restart_remembers_the_keys(self):
        Journal(self.path).record("k1", "sorted", "RR1", at=10)
        self.assertFalse(Journal(self.path).record("k1", "sorted", "RR1", at=10))

    def test_a_late_clock_does_not_reorder_the_replay(self):
        journal = Journal(self.path)
        journal.record("k1", "misrouted", "RR1", at=20)
        journal.record("k2", "sorted", "RR1", at=19)
        self.assertEqual(journal.replay(), {"RR1": "sorted"})
