import unittest

from hubline.retry import delays, run


class RetryTest(unittest.TestCase):
    def test_waiting_doubles_up_to_the_ceiling(self):
        self.assertEqual(delays(7), [2, 4, 8, 16, 32, 60, 60])

    def test_a_parcel_is_set_aside_after_the_last_attempt(self):
        waited = []

        def jammed():
            raise OSError("belt 3 jammed")

        verdict, error = run(jammed, attempts=3, wait=waited.append)
        self.assertEqual((verdict, str(error), waited), ("set aside", "belt 3 jammed", [2, 4]))
