import unittest

from dock.loans import Desk, Refused


class LoansTest(unittest.TestCase):
    def refused(self, *loan):
        with self.assertRaises(Refused) as caught:
            self.desk.lend(*loan)
        return caught.exception.code

    def setUp(self):
        self.desk = Desk()
        self.desk.lend("bakfiets-7", "noor", 600, 660)

    def test_a_bike_is_lent_once_at_a_time(self):
        self.assertEqual(self.refused("bakfiets-7", "lars", 659, 700), "BIKE_TAKEN")

    def test_the_next_loan_may_begin_when_one_ends(self):
        self.assertEqual(self.desk.lend("bakfiets-7", "lars", 660, 700).rider, "lars")

    def test_a_rider_has_one_bike_at_a_time(self):
        self.assertEqual(self.refused("bakfiets-8", "noor", 610, 620), "RIDER_BUSY")

    def test_a_loan_ends_after_it_begins_and_within_a_day(self):
        self.assertEqual(self.refused("bakfiets-8", "lars", 600, 600), "SPAN_INVALID")
        self.assertEqual(self.refused("bakfiets-8", "lars", 600, 600 + 24 * 60 + 1), "SPAN_INVALID")
