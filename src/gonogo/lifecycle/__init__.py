"""What facts and ledger together say about an item. Pure."""
