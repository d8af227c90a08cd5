"""The `maatwerk` command: everything the toolkit does, without a screen.

Exit code 0 done, 1 something is not as it should be, 2 wrong input, 3 a fault of the toolkit itself.
The clock and chance are read here and nowhere else. What a command needs is imported where it runs:
an assessment should not wait for a database.
"""

import argparse
import gc
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from budget_engine import logbook, serving
from budget_engine.arguments import parser_for
from budget_engine.cli_files import Rules, read_case_file, read_decision
from budget_engine.errors import EngineFault, InputError, Issue, Place, RulesError, SealRefused, StoreError
from budget_engine.values import DUTCH_TIME

DONE, NOT_AS_IT_SHOULD, WRONG_INPUT, FAULT = range(4)  # the exit codes of the docstring

ROOT = Path(__file__).resolve().parent.parent
DEMO_CASES = ROOT / "fixtures" / "cases"

_OBJECTS = 50_000  # made before rubbish is looked for: rules are many small things that stay


def run() -> NoReturn:
    """Start the command from a shell."""
    gc.set_threshold(_OBJECTS)
    sys.excepthook = _fault
    sys.exit(main())


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = parser_for(COMMANDS, ROOT / "rules").parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = COMMANDS[options.command]
    try:
        return command(options)
    except RulesError as error:
        _complain(error.issues)
        return NOT_AS_IT_SHOULD
    except InputError as error:
        _complain(error.issues)
        return WRONG_INPUT
    except SealRefused as error:
        _complain(["Niet vastgesteld:", *(f"  {reason}" for reason in error.reasons)])
        return NOT_AS_IT_SHOULD
    except StoreError as error:
        _complain([error])
        return WRONG_INPUT
    except EngineFault as error:
        _complain([error])
        return NOT_AS_IT_SHOULD


def _complain(lines: Iterable[object]) -> None:
    for line in lines:
        sys.stderr.write(f"{line}\n")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()  # what takes long is followed while it runs, through a pipe too


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say one line with a number; the log gets the places in the code, and nothing of the case."""
    if issubclass(kind, KeyboardInterrupt | BrokenPipeError):
        os._exit(FAULT)
    try:
        number, is_kept = logbook.fault(error.with_traceback(trace), _now())
        where = "staat in het logboek" if is_kept else "is niet bewaard (zet MAATWERK_LOG op een bestand)"
        _complain([f"Er ging iets mis in de toolkit: storing {number}. De plek {where}."])
        sys.stdout.flush()
    finally:
        os._exit(FAULT)


# --- what commands share -----------------------------------------------------------------------------


def _today(options: argparse.Namespace) -> date:
    on: date | None = options.op
    return on or _moment().date()


def _now() -> str:
    return _moment().isoformat(timespec="seconds")


def _moment() -> datetime:
    return datetime.now(DUTCH_TIME)


def _salts() -> Iterator[str]:
    while True:
        yield secrets.token_hex()


# --- commands ------------------------------------------------------------------------------------------


def check(options: argparse.Namespace) -> int:
    """Read every rule set of a folder, and say what it holds."""
    from budget_engine.files.yaml_rules import municipalities

    folder: Path = options.map or options.regels
    rules = Rules(folder)
    issues: dict[Issue, None] = {}
    lines: list[str] = []
    for name in (None, *municipalities(folder)):
        try:
            rule_set = rules.of(name)
        except RulesError as error:
            issues.update(dict.fromkeys(error.issues))
        else:
            count = len(rule_set.rules) + sum(len(table.rows) for table in rule_set.tables)
            lines.append(f"{name or 'landelijk'}: {count} regels en rijen; alle voorbeelden komen uit.")
            lines.append(f"    regelset {rule_set.hash}")
            lines.append(f"    betekenis {rule_set.meaning_hash}")
    _say(lines)
    _complain(issues)
    return NOT_AS_IT_SHOULD if issues else DONE


def assess(options: argparse.Namespace) -> int:
    """Assess one or more cases; a case that cannot be read does not stop the others."""
    from budget_engine import export, printing
    from budget_engine.backends.agreement import working
    from budget_engine.weighing import weigh

    rules = Rules(options.regels)
    code = DONE
    with working(both=options.beide) as work:
        for path in options.zaken:
            try:
                case, rule_set = read_case_file(Path(path), rules, options.gemeente)
            except RulesError:
                raise
            except InputError as error:
                _complain(error.issues)
                if options.json:
                    _say([export.line(export.unread(path, error.issues))])
                code = WRONG_INPUT
                continue
            on = _today(options)
            weighing = weigh(case, rule_set, on, engine=work.engine, everything=options.alles)
            report = export.report_of(case, rule_set, weighing, on, work.name, everything=options.alles)
            if options.json:
                path_first = {"pad": path} if len(options.zaken) > 1 else {}
                _say([export.line({**path_first, **report.as_json()})])
            else:
                _say(printing.assessment_text(report, rule_set))
            if work.differences():
                _complain(work.differences())
                code = max(code, NOT_AS_IT_SHOULD)
    return code


def explain(options: argparse.Namespace) -> int:
    """Explain the outcome of one rule about one entity."""
    from budget_engine.cli_turning import deciding
    from budget_engine.errors import nearest
    from budget_engine.lineage import figures_of
    from budget_engine.printing import figure_text, source_of
    from budget_engine.trace import Tracer, lines_of
    from budget_engine.weighing import weigh

    case, rule_set = read_case_file(options.zaak, Rules(options.regels), options.gemeente)
    weighing = weigh(case, rule_set, _today(options))
    facts = weighing.late_facts
    named = {**rule_set.entity_of_finding, **{name: rule_set.fact[name].entity for name in rule_set.derived}}
    if options.regel not in named:
        text = f"De regel of het afgeleide feit '{options.regel}' is niet bekend."
        raise InputError([Issue(Place("REGEL"), text, nearest(options.regel, named))])
    if options.entiteit not in facts.entities:
        text = f"'{options.entiteit}' is niet in deze zaak."
        raise InputError([Issue(Place("ENTITEIT"), text, nearest(options.entiteit, facts.entities))])
    entity, about = facts.entities[options.entiteit], named[options.regel]
    if entity.kind is not about:
        text = f"'{options.regel}' gaat over een {about}; '{entity.id}' is een {entity.kind}."
        raise InputError([Issue(Place("ENTITEIT"), text)])
    tracer = Tracer(rule_set, facts)
    if options.regel in rule_set.derived:
        steps = [tracer.derived(options.regel, entity)]
    else:
        _say([f"{options.regel} over {options.entiteit} ({source_of(options.regel, rule_set)})"])
        steps = list(tracer.steps_of(options.regel, entity))
    _say(lines_of(steps, rule_set))
    _say(deciding(case, rule_set, weighing, options.regel, entity.id))
    figures = figures_of(steps, rule_set)
    if figures:
        _say(["", "Cijfers waar dit op rust:"])
        _say(f"  {figure_text(figure, rule_set)}" for figure in figures)
    return DONE


def look_ahead(options: argparse.Namespace) -> int:
    """Say what would turn an outcome, or which questions still matter."""
    from budget_engine import cli_turning
    from budget_engine.export import line

    case, rule_set = read_case_file(options.zaak, Rules(options.regels), options.gemeente)
    said = cli_turning.run(options, case, rule_set, _today(options))
    _say([line(said.json)] if options.json else said.lines)
    _complain(said.differences)
    return NOT_AS_IT_SHOULD if said.differences else DONE


def read_over(options: argparse.Namespace) -> int:
    """Say which sentences and words of a text could be plainer."""
    from budget_engine import cli_readable

    text = cli_readable.text_of(options.tekst)  # what is no text is said before the rules are read
    _say(cli_readable.lines_of(options, text, Rules(options.regels).of(options.gemeente), _today(options)))
    return DONE


def decide(options: argparse.Namespace) -> int:
    """Seal a decision, after both engines agreed and nothing refuses it."""
    from budget_engine.backends.agreement import working
    from budget_engine.recordkeeping import ToSeal, seal_decision

    case, rule_set = read_case_file(options.zaak, Rules(options.regels), None)
    wanted = ToSeal(case, rule_set, read_decision(options.besluit), _now(), _salts())
    with working(both=True) as work:
        record = seal_decision(wanted, options.db, work)
    _say([f"Vastgesteld als record {record.number}, kop {record.hash}."])
    return DONE


def replay(options: argparse.Namespace) -> int:
    """Work sealed decisions out again, by the rules that were sealed with them."""
    from budget_engine import export, printing
    from budget_engine.backends.agreement import working
    from budget_engine.recordkeeping import replayed
    from budget_engine.replay import is_as_it_should

    with working(both=True) as work:
        replays, problems = replayed(options.db, options.nummer, work)
    as_json = [export.line([item.as_json() for item in replays])]
    _say(as_json if options.json else printing.replay_text(replays))
    _complain(problems)
    return DONE if not problems and all(map(is_as_it_should, replays)) else NOT_AS_IT_SHOULD


def chain(options: argparse.Namespace) -> int:
    """Check that nothing in the database was changed, swapped, doubled or removed."""
    from budget_engine.record import text_hash
    from budget_engine.recordkeeping import chain_of, events_in

    last, found = chain_of(options.db, options.kop)
    found_last = (
        "Er is nog niets vastgesteld." if last is None else f"Laatste record {last.number}, kop {last.hash}."
    )
    events = [
        f"Laatste gebeurtenis {item.number}, kop {text_hash(item.text)}." for item in events_in(options.db)
    ]
    _say([found_last, *events[-1:]])
    _complain(f"Record {item.number}: {item.text}" if item.number else item.text for item in found)
    return NOT_AS_IT_SHOULD if found else DONE


def to_workbook(options: argparse.Namespace) -> int:
    """Write a budget plan, a case or the worklist as a workbook."""
    from budget_engine import cli_workbooks

    told = cli_workbooks.run(options, _today(options))
    _say(told.lines)
    _complain(told.noticed)
    return NOT_AS_IT_SHOULD if told.noticed else DONE


def to_documents(options: argparse.Namespace) -> int:
    """Write the documents of a sealed decision, or the sheet for the talk."""
    from budget_engine import cli_letters

    told = cli_letters.run(options, _today(options))
    _say(told.lines)
    _complain(told.noticed)
    return NOT_AS_IT_SHOULD if told.noticed else DONE


def rules(options: argparse.Namespace) -> int:
    """Do something with a folder of rules, as policy staff do."""
    from budget_engine import cli_rules

    told = cli_rules.run(options, _moment().date())
    _say([json.dumps(told.json(), ensure_ascii=False, indent=2)] if options.json else told.lines)
    end = told.end()
    _complain(end.wrong)
    return end.code


def schema(options: argparse.Namespace) -> int:
    """Print the shape of a file or answer."""
    from budget_engine import schemas

    if options.wat == "zaak":
        shape = schemas.schema_of_case(Rules(options.regels).of(options.gemeente))
    elif options.wat == "besluit":
        shape = schemas.schema_of_decision()
    elif options.wat == "regels":
        shape = schemas.schema_of_rules()
    else:
        shape = schemas.schema_of_assessment()
    _say([json.dumps(shape, ensure_ascii=False, indent=2)])
    return DONE


def demo(options: argparse.Namespace) -> int:
    """Start the app on a fresh file with the demo cases, or fill a file and show what came out."""
    if options.vul is None:
        return _demo_app(options)
    from budget_engine import demo as demos
    from budget_engine import export, printing
    from budget_engine.backends.agreement import ONE_ENGINE, working
    from budget_engine.recordkeeping import replayed
    from budget_engine.sentences.judged import standpoints_told
    from budget_engine.weighing import weigh

    with working(both=True) as work:
        if options.vul.exists():
            _say([f"'{options.vul}' bestaat al; er wordt niets bij vastgesteld.", ""])
        else:
            if not options.vul.parent.is_dir():
                raise StoreError(f"De map van de database '{options.vul}' bestaat niet.")
            for folder in demos.folders(DEMO_CASES):
                case, rule_set, decision = demos.read(folder, options.regels)
                weighing = weigh(case, rule_set, decision.on)
                report = export.report_of(case, rule_set, weighing, decision.on, ONE_ENGINE)
                _say([*printing.assessment_text(report, rule_set), ""])
                record = demos.sealed(folder, options.regels, options.vul, _now(), _salts(), work)
                judged = standpoints_told(case, rule_set, weighing, decision)
                _say([*printing.decision_text(decision, record.number, judged), ""])
        replays, problems = replayed(options.vul, None, work)
    _say(["Opnieuw doorgerekend met de regels die erbij zijn bewaard:", *printing.replay_text(replays)])
    _complain(problems)
    code = chain(argparse.Namespace(db=options.vul, kop=None))
    return NOT_AS_IT_SHOULD if problems else code


def _demo_app(options: argparse.Namespace) -> int:
    from tempfile import mkdtemp

    from budget_engine import demo as demos
    from budget_engine.backends.agreement import working

    serving.refuse_taken(options.poort)
    db = Path(mkdtemp(prefix="maatwerk-demo-")) / "demo.sqlite"
    with working(both=True) as work:
        at = f"{demos.DAY}{_now()[len(demos.DAY) :]}"  # this time of the day, in the weeks of the demo
        names = demos.as_drafts(DEMO_CASES, options.regels, db, at, _salts(), work)
    _say([f"De voorbeeldzaken ({', '.join(names)}) staan in {db}.", "Wat u wijzigt, blijft daar staan."])
    return serving.become(db, options.regels, options.poort, today=demos.DAY, is_example=True)


def app(options: argparse.Namespace) -> int:
    """Become the server of the app."""
    if not options.db.parent.is_dir():
        raise StoreError(f"De map van de database '{options.db}' bestaat niet.")
    from budget_engine.desk import Desk

    desk = Desk(options.db, options.regels)  # what cannot be opened is said here, and not by the server
    desk.municipalities()
    desk.close()
    return serving.become(options.db, options.regels, options.poort)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "controleer": check,
    "beoordeel": assess,
    "uitleg": explain,
    "vragen": look_ahead,
    "kantelt": look_ahead,
    "leesbaar": read_over,
    "besluit": decide,
    "naspelen": replay,
    "keten": chain,
    "begroting": to_workbook,
    "overzicht": to_workbook,
    "werklijst": to_workbook,
    "brieven": to_documents,
    "gespreksblad": to_documents,
    "regels": rules,
    "schema": schema,
    "demo": demo,
    "app": app,
}
