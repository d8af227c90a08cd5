"""The screen that a family may watch: what everybody at the table may see, in their own words and in plain ones."""
