"""What differs between two rule sets, as sentences that policy staff can read to a councillor."""
