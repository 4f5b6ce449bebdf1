import threading
import unittest

from hubline.chutes import Board, Full
from hubline.plan import parse

PLAN = parse(
    {
        "hub": "LEJ",
        "wave_minutes": 30,
        "chutes": [
            {"name": "A", "regions": ["DE-04"], "capacity": 40},
            {"name": "B", "regions": ["DE-04", "DE-06"], "capacity": 60},
        ],
    }
)


class ChutesTest(unittest.TestCase):
    def test_the_emptiest_chute_is_taken_first(self):
        self.assertEqual(Board(PLAN).take("DE-04"), "B")

    def test_eight_threads_never_overfill(self):
        board, taken, refused = Board(PLAN), [], []

        def work():
            for _ in range(25):
                try:
                    taken.append(board.take("DE-04"))
                except Full:
                    refused.append(1)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((taken.count("A"), taken.count("B"), len(refused)), (40, 60, 100))
