"""The rule language: what rules are, what they mean, and whether they hang together.

It knows nothing of files, engines or cases.
"""
