"""Rule folders made by somebody who means harm, or by a computer that went wrong.

Each is a good folder with one thing wrong with it. Most cannot be kept as files: they hold bytes that no
editor shows, or are no files at all.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.notation import DECLARED, rule

FACTS, LAW = "feiten/feiten.yaml", "landelijk/testwet.yaml"
GOOD = {FACTS: DECLARED, LAW: rule("{bekend: ja}")}

Spoil = Callable[[Path], None]


def laid(root: Path, spoil: Spoil) -> Path:
    """Lay down the good folder with one thing wrong with it."""
    for file, text in GOOD.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "gemeenten").mkdir()
    spoil(root)
    return root


def bytes_in(file: str, content: bytes | str) -> Spoil:
    """Put bytes in a file."""
    raw = content.encode() if isinstance(content, str) else content

    def spoil(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)

    return spoil


def rule_with(old: str, new: str) -> Spoil:
    """Put the good rule down with a part of its text replaced."""
    text = rule("{bekend: ja}")
    assert old in text
    return bytes_in(LAW, text.replace(old, new))


def _bomb() -> str:
    layers = ["- &a0 [x, x, x, x, x, x, x, x, x, x]\n"]
    layers += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)]
    return "".join(layers)


def _loop(root: Path) -> None:
    (root / "landelijk" / "rond.yaml").symlink_to("rond.yaml")


def _folder_loop(root: Path) -> None:
    (root / "gemeenten" / "rond").symlink_to("../gemeenten")


def _hanging(root: Path) -> None:
    (root / "landelijk" / "weg.yaml").symlink_to("nergens.yaml")


def _directory(root: Path) -> None:
    (root / "landelijk" / "map.yaml").mkdir()


def _pipe(root: Path) -> None:
    os.mkfifo(root / "landelijk" / "pijp.yaml")


def _device(root: Path) -> None:
    (root / "landelijk" / "nul.yaml").symlink_to("/dev/zero")


def _unreadable(root: Path) -> None:
    (root / LAW).chmod(0)


def _outside(root: Path) -> None:
    (root.parent / "elders.yaml").write_text("geheim: ja\n", encoding="utf-8")
    (root / "landelijk" / "elders.yaml").symlink_to("../../elders.yaml")


def _fact(name: str, more: str = "soort: ja_nee") -> str:
    return f"- feit: {name}\n  voor: zaak\n  {more}\n  vraag: Wat?\n  wie:\n  - consulent\n"


def _chain(times: int, reads: Callable[[int], int]) -> Spoil:
    """Put derived facts down of which each reads another."""
    facts = "".join(f"- feit: d{n}\n  voor: zaak\n  soort: getal\n  afgeleid: ja\n" for n in range(times))
    given = "".join(f"- afleiding: d{n}\n  is: {_read(reads(n), times)}\n" for n in range(times))
    return _both(bytes_in("feiten/rij.yaml", facts), bytes_in(LAW, given))


def _read(other: int, times: int) -> str:
    return f"d{other} + 1" if other < times else "1"


def _both(*spoils: Spoil) -> Spoil:
    def spoil(root: Path) -> None:
        for one in spoils:
            one(root)

    return spoil


def _listed(line: Callable[[int], str], times: int = 20_000) -> str:
    """Write one rule with very many conditions."""
    lines = "".join(f"    - {line(number)}\n" for number in range(times))
    return rule(f"\n    alle:\n{lines}")


_FACTS = bytes_in("feiten/veel.yaml", "".join(_fact(f"naam_{number}") for number in range(7_000)))
_CHOICES = "soort: keuze\n  keuzes:\n" + "".join(f"    keuze_{n}: Keuze {n}.\n" for n in range(8_000))
_SLIPS = "".join(rule(f"\n    naem_{n}: ja", name=f"r{n}") for n in range(2_400))

_TWICE = rule("{bekend: ja}")
_DEEP = 5_000
_LONG = 64 * 1024

HOSTILE: Mapping[str, Spoil] = {
    "een NUL in een tekst": rule_with("Een regel", "Een\0regel"),
    "UTF-16 met teken vooraan": bytes_in(LAW, rule("{bekend: ja}").encode("utf-16")),
    "UTF-16 zonder teken vooraan": bytes_in(LAW, rule("{bekend: ja}").encode("utf-16-le")),
    "UTF-32": bytes_in(LAW, rule("{bekend: ja}").encode("utf-32")),
    "latin-1": bytes_in(LAW, rule("{bekend: ja}").replace("Een", "Eén").encode("latin-1")),
    "een halve UTF-8": bytes_in(LAW, rule("{bekend: ja}").encode() + b"\xe2\x82"),
    "een ankerbom": bytes_in(LAW, _bomb()),
    "een anker dat zichzelf bevat": bytes_in(LAW, "- &a [*a]\n"),
    "samenvoegen": bytes_in(LAW, f"- <<: {{regel: x}}\n  slug: let-op\n{_TWICE}"),
    "vijfduizend haken diep": bytes_in(LAW, "[" * _DEEP + "]" * _DEEP),
    "vijfduizend accolades diep": bytes_in(LAW, "- " + "{a: " * _DEEP + "b" + "}" * _DEEP),
    "vijfduizend streepjes diep": bytes_in(LAW, "- " * _DEEP + "a\n"),
    "vijfhonderd inspringingen diep": bytes_in(LAW, "".join(f"{' ' * n}a{n}:\n" for n in range(500))),
    "vijfduizend keer niet": rule_with("{bekend: ja}", "{niet: " * _DEEP + "{bekend: ja}" + "}" * _DEEP),
    "een veld twee keer": rule_with("  slug: let-op\n", "  slug: let-op\n  slug: let-op\n"),
    "een veld twee keer in een voorwaarde": rule_with("{bekend: ja}", "{bekend: ja, bekend: nee}"),
    "een regel in twee bestanden": bytes_in("landelijk/nog-een.yaml", _TWICE),
    "een feit in twee bestanden": bytes_in(
        "feiten/nog-een.yaml",
        "- {feit: bekend, voor: zaak, soort: ja_nee, vraag: Bekend?, wie: [consulent]}\n",
    ),
    "een label": rule_with("{bekend: ja}", "!!python/object/apply:os.system [ls]"),
    "twee documenten": bytes_in(LAW, f"{_TWICE}---\n{_TWICE}"),
    "een naam van een regel van 64 kB": rule_with("regel: r\n", f"regel: {'a' * _LONG}\n"),
    "een voorwaarde van 64 kB": rule_with("{bekend: ja}", f"{{bekend: {'ja, ' * (_LONG // 4)}ja}}"),
    "een getal van 64 kB": rule_with("{bekend: ja}", f"{{vergelijk: leeftijd, is: '> {'9' * _LONG}'}}"),
    "een formule van 64 kB": rule_with("{bekend: ja}", f"{{vergelijk: '{'(' * _LONG}1', is: '> 1'}}"),
    "een som van 64 kB": rule_with(
        "{bekend: ja}", f"{{vergelijk: '{'uren + ' * (_LONG // 7)}uren', is: '> 1'}}"
    ),
    "een bereik van 64 kB": bytes_in(
        "feiten/wijd.yaml",
        f"- {{feit: wijd, voor: zaak, soort: getal, bereik: 0..{'9' * _LONG}, vraag: Hoe?, wie: [consulent]}}\n",
    ),
    "een datum die niet bestaat": rule_with("2015-01-01", "2015-02-30"),
    "een jaar ver weg": rule_with("2015-01-01", "99999-01-01"),
    "een regel die naar een pad heet": rule_with("regel: r\n", "regel: ../../etc/passwd\n"),
    "een feit dat naar een pad heet": bytes_in(
        "feiten/pad.yaml", "- {feit: ../../x, voor: zaak, soort: ja_nee, vraag: Waar?, wie: [consulent]}\n"
    ),
    "een onzichtbaar teken in een naam": rule_with("bekend: ja", "be\u200bkend: ja"),
    "tekst die achterstevoren loopt": rule_with("Een regel", "Een \u202eregel"),
    "een stuurteken": rule_with("Een regel", "Een \x1b[31mregel"),
    "een letter die op een andere lijkt": rule_with("{bekend: ja}", "{b\u0435kend: ja}"),
    "een tab als inspringing": rule_with("  slug", "\tslug"),
    "alleen witruimte": bytes_in(LAW, " \n\n\t\n"),
    "alleen opmerkingen": bytes_in(LAW, "# niets\n"),
    "een waarde in plaats van een lijst": bytes_in(LAW, "ja\n"),
    "te groot": bytes_in(LAW, b"# " + b"x" * 5_000_000),
    "twintigduizend lege onderdelen": bytes_in(LAW, "- \n" * 20_000),
    "vijfduizend onbekende onderdelen": bytes_in(LAW, "- {onbekend: x}\n" * 5_000),
    "een rij van vijfduizend afleidingen": _chain(5_000, lambda n: n + 1),
    "een kring van vijfduizend afleidingen": _chain(5_000, lambda n: (n + 1) % 5_000),
    "tweeduizend kringen": _chain(4_000, lambda n: n ^ 1),
    "twintigduizend vreemde namen in een regel": bytes_in(LAW, _listed(lambda n: f"naem_{n}: ja")),
    "vreemde namen naast zevenduizend feiten": _both(_FACTS, bytes_in(LAW, _SLIPS)),
    "vreemde namen in een regel naast zevenduizend feiten": _both(
        _FACTS, bytes_in(LAW, _listed(lambda n: f"naem_{n}: ja"))
    ),
    "vreemde keuzes naast achtduizend keuzes": _both(
        bytes_in("feiten/keuze.yaml", _fact("keuze", _CHOICES)),
        bytes_in(LAW, _listed(lambda n: f"keuze: kauze_{n}")),
    ),
    "vreemde keuzes naast duizend keuzes": _both(
        bytes_in("feiten/keuze.yaml", _fact("keuze", "\n".join(_CHOICES.splitlines()[:1_002]))),
        bytes_in(LAW, _listed(lambda n: f"keuze: kauze_{n}")),
    ),
    "dertigduizend vreemde velden in een regel": bytes_in(
        LAW, rule("{bekend: ja}") + "".join(f"  veld_{n}: ja\n" for n in range(30_000))
    ),
    "twintigduizend foute voorbeelden": bytes_in(
        LAW, rule("{bekend: ja}") + "  voorbeelden:\n" + "  - bekund: ja\n" * 20_000
    ),
    "een map die op een bestand lijkt": _directory,
    "een koppeling in een kring": _loop,
    "een map in een kring": _folder_loop,
    "een koppeling naar niets": _hanging,
    "een koppeling naar buiten": _outside,
    "een pijp": _pipe,
    "een eindeloos bestand": _device,
    "een bestand dat niet mag worden gelezen": _unreadable,
}
"""What is wrong with the folder, by its name."""

CROWDS = (
    "twintigduizend lege onderdelen",
    "vijfduizend onbekende onderdelen",
    "twintigduizend vreemde namen in een regel",
    "vreemde namen naast zevenduizend feiten",
    "vreemde namen in een regel naast zevenduizend feiten",
    "vreemde keuzes naast achtduizend keuzes",
    "vreemde keuzes naast duizend keuzes",
    "dertigduizend vreemde velden in een regel",
    "twintigduizend foute voorbeelden",
)
"""Those with more faults than anybody would read."""
