import unittest

from hubline.manifest import manifest


class ManifestTest(unittest.TestCase):
    def test_the_order_of_loading_does_not_matter(self):
        self.assertEqual(manifest("w1", ["b", "a"]), manifest("w1", ["a", "b"]))

    def test_another_parcel_gives_another_digest(self):
        self.assertNotEqual(manifest("w1", ["a"])["sha256"], manifest("w1", ["b"])["sha256"])
