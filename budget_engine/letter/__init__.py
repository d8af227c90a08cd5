"""Letters and reports: one content for every form, made from a decision and checked against it."""
