"""What leaves as a workbook to work on: the budget plan of a decision, the overview of a case, the worklist."""
