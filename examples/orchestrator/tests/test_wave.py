import itertools
import unittest

from hubline.wave import MOVES, IllegalMove, Wave


class WaveTest(unittest.TestCase):
    def test_a_wave_runs_its_course(self):
        wave = Wave("w1")
        for state in ("loading", "held", "loading", "sealed", "departed"):
            wave.move(state)
        self.assertEqual(wave.state, "departed")

    def test_every_move_outside_the_table_is_refused_and_changes_nothing(self):
        for start, target in itertools.product(MOVES, MOVES):
            if target in MOVES[start]:
                continue
            wave = Wave("w1")
            wave.state = start
            with self.assertRaises(IllegalMove):
                wave.move(target)
            self.assertEqual(wave.state, start)

    def test_a_sealed_wave_takes_no_parcel(self):
        wave = Wave("w1")
        wave.move("loading")
        wave.move("sealed")
        with self.assertRaises(IllegalMove):
            wave.load("RR1")
