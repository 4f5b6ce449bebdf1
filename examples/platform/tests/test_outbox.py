import sqlite3
import unittest

from dock.loans import Loan
from dock.outbox import connect, drain, lend


class OutboxTest(unittest.TestCase):
    def test_a_refused_loan_leaves_no_message(self):
        store = connect()
        with self.assertRaises(sqlite3.IntegrityError):
            lend(store, Loan("bakfiets-7", "noor", 660, 600))
        self.assertEqual(store.execute("SELECT count(*) FROM outbox").fetchone(), (0,))

    def test_a_message_waits_until_it_is_published(self):
        store, sent = connect(), []
        lend(store, Loan("bakfiets-7", "noor", 600, 660))

        def broken(topic, loan):
            raise ConnectionError

        with self.assertRaises(ConnectionError):
            drain(store, broken)
        drain(store, lambda topic, loan: sent.append((topic, loan)))
        drain(store, lambda topic, loan: sent.append((topic, loan)))
        self.assertEqual(sent, [("loan.made", 1)])
