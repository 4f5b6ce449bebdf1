import unittest

from hubline import plan

GOOD = {"hub": "LEJ", "wave_minutes": 30, "chutes": [{"name": "A", "regions": ["DE-04"], "capacity": 2}]}


class PlanTest(unittest.TestCase):
    def test_the_shipped_plan_loads(self):
        self.assertEqual(len(plan.load("docs/hub.json").chutes), 3)

    def test_a_misspelt_field_is_named(self):
        with self.assertRaisesRegex(plan.PlanError, "wave_minuts"):
            plan.parse({**GOOD, "wave_minuts": 30})

    def test_a_wave_may_not_stay_open_for_ever(self):
        with self.assertRaisesRegex(plan.PlanError, "wave_minutes"):
            plan.parse({**GOOD, "wave_minutes": 10_000})

    def test_two_chutes_do_not_share_a_name(self):
        with self.assertRaisesRegex(plan.PlanError, "same name"):
            plan.parse({**GOOD, "chutes": GOOD["chutes"] * 2})
