"""The refusals of the code are exactly those that the API promises."""

import json
import re
import unittest
from pathlib import Path


class ContractTest(unittest.TestCase):
    def test_every_refusal_is_in_the_contract_and_the_other_way_round(self):
        document = json.loads(Path("api/openapi.json").read_text(encoding="utf-8"))
        promised = set(document["components"]["schemas"]["Refusal"]["properties"]["code"]["enum"])
        raised = set(re.findall(r'Refused\("(\w+)"\)', Path("dock/loans.py").read_text(encoding="utf-8")))
        self.assertEqual(promised, raised)
