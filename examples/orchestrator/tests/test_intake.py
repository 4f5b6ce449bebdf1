import unittest

from hubline.intake import Rejected, admit

GOOD = {"barcode": "RR123456785DE", "region": "DE-04", "grams": 900}


class IntakeTest(unittest.TestCase):
    def reason(self, **change):
        with self.assertRaises(Rejected) as caught:
            admit({**GOOD, **change})
        return caught.exception.reason

    def test_a_good_scan_becomes_a_parcel(self):
        self.assertEqual(admit(GOOD).grams, 900)

    def test_a_path_is_no_barcode(self):
        self.assertEqual(self.reason(barcode="../../etc/passwd"), "BARCODE")

    def test_a_line_break_cannot_hide_behind_a_region(self):
        self.assertEqual(self.reason(region="DE-04\n"), "REGION")

    def test_true_is_no_weight(self):
        self.assertEqual(self.reason(grams=True), "WEIGHT")

    def test_too_heavy_stays_outside(self):
        self.assertEqual(self.reason(grams=31_501), "WEIGHT")
