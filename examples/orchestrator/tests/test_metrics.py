import json
import unittest
from pathlib import Path

from hubline.metrics import Night


class MetricsTest(unittest.TestCase):
    def test_a_night_within_limits_is_quiet(self):
        night = Night()
        for _ in range(1000):
            night.count("sorted")
        self.assertEqual(night.alarms(self.rules()), [])

    def test_two_misroutes_in_a_hundred_raise_the_alarm(self):
        night = Night()
        for index in range(100):
            night.count("misrouted" if index < 2 else "sorted")
        self.assertIn("misroutes", night.alarms(self.rules()))

    def rules(self):
        return json.loads(Path("docs/targets.json").read_text(encoding="utf-8"))["alarms"]
