"""The engine of the maatwerk toolkit: assesses, weighs, records and replays; a named person decides.

In reading order: `files.yaml_rules.read_rules` reads the rules, `files.yaml_case.read_case` the case,
`weighing.weigh` works it all out, `decision_checks.reasons_to_refuse` checks a decision, `record.seal` makes
it last, `store.records` keeps it, and `replay.rerun` works it out again.
"""

__version__ = "0.1.0"
