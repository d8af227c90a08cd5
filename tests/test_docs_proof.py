"""What docs/bewijs.md says about reports and their answers is true."""

from budget_engine.files.nodes import parse_yaml
from budget_engine.files.proof_answers import ReportAnswer, answers_in
from budget_engine.glossary import dutch
from budget_engine.proof.report import Report, ReportKind
from tests.pages import blocks, codes, documented, table


def test_every_kind_of_report_is_listed_with_its_weight() -> None:
    rows = table("bewijs", "melding")

    listed = {codes([row])[0]: row[1] for row in rows}

    assert listed == {str(kind): str(Report(kind, "x", (), "", "").weight) for kind in ReportKind}


def test_the_answer_on_the_page_is_read_and_its_fields_are_listed() -> None:
    [text] = blocks("bewijs", "yaml", "antwoorden")

    answers = answers_in(parse_yaml(text.encode(), "bewijs.yaml"))

    assert list(answers.reasons) == ["gat vervoersvolgorde"]
    fields = {dutch(name): field.is_required() for name, field in ReportAnswer.model_fields.items()}
    assert documented("bewijs")["Zeggen waarom iets klopt"] == fields
