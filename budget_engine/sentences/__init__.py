"""The weighing in Dutch, made from its data: names, pairs, alternatives by themselves, and all of it together."""
