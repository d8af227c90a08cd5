"""Rules read aloud: everything in a rule set as Dutch sentences, made from what is decided by."""
