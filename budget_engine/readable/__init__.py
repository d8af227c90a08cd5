"""How well a text reads: long sentences, rare words, words of the trade and the passive voice, each at its place.

It points at what a writer could change. It gives no mark and no level, and does not see whether a text is right.
"""
