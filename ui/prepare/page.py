"""The page itself, and the answers of the server with it and with its own script and style."""

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from budget_engine.errors import MaatwerkError
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.preparing import Chapter, Preparing, preparing
from ui.prepare.pictures import picture
from ui.running import SignIn, house

ADDRESS = "/voorbereiden"
_DEMO = "Dit is een demo. De gemeente is verzonnen; van deze bladzijde komt niets bij een gemeente aan."
MOST_SIGNS = 2000
"""So much fits in one answer; all answers together stay well below what a dossier takes."""
_FOLDER = Path(__file__).parent
_FILES = {"voorbereiden.js": "text/javascript", "voorbereiden.css": "text/css"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""Stricter than for the app: the page can send nothing anywhere, whatever stands in it."""
_UNKNOWN = 404  # RFC 9110, 15.5.5
_UNAVAILABLE = 503  # RFC 9110, 15.6.4


def written(said: Preparing, *, is_example: bool) -> str:
    """Write the whole page; that of the demo says so."""
    of_demo = f'<p class="bewaren">{_DEMO}</p>' if is_example else ""
    chapters = "\n".join(map(_chapter, said.chapters))
    contact = f"<p>{_lines(said.contact)}</p>" if said.contact else ""
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(said.title)}</title>
<link rel="stylesheet" href="{ADDRESS}/bestand/voorbereiden.css">
<script src="{ADDRESS}/bestand/voorbereiden.js" defer></script>
</head>
<body>
<a class="sla-over" href="#inhoud">Ga naar de vragen</a>
<header><h1>{escape(said.title)}</h1>
{of_demo}
<div class="deel" data-deel><p>{_lines(said.start)}</p>
<p class="bewaren"><strong>{_lines(said.kept)}</strong></p></div>
<p id="melding" role="status" aria-live="polite"></p>
<noscript><p>Voorlezen, bewaren en wissen werken hier niet. Afdrukken kan wel met uw browser.</p></noscript>
</header>
<main id="inhoud" tabindex="-1"><form id="antwoorden" autocomplete="off">
{chapters}
<section class="deel" data-deel aria-labelledby="kop-klaar">
<h2 id="kop-klaar">{picture(said.ending.name)}{escape(said.ending.heading)}</h2>
{_sentences(said.ending)}{contact}
<div class="knoppen">
<button type="button" id="druk-af">Druk af</button>
<button type="button" id="bewaar">Bewaar als bestand</button>
<button type="button" id="kopieer">Kopieer de tekst</button>
<button type="button" id="wis" class="wis">Wis alles</button>
</div></section>
</form></main>
</body>
</html>
"""


def _chapter(part: Chapter) -> str:
    fields = "\n".join(_question(part, name, question) for name, question in part.questions)
    return f"""<section class="deel" data-deel aria-labelledby="kop-{part.name}">
<h2 id="kop-{part.name}">{picture(part.name)}{escape(part.heading)}</h2>
{_sentences(part)}
{fields}
</section>"""


def _sentences(part: Chapter) -> str:
    if len(part.sentences) > 1:
        return "<ul>" + "".join(f"<li>{_lines(text)}</li>" for text in part.sentences) + "</ul>"
    return "".join(f"<p>{_lines(text)}</p>" for text in part.sentences)


def _question(part: Chapter, name: str, question: str) -> str:
    own = f"{part.name}-{name}"
    return (
        f'<label for="{own}"><span class="verborgen">{escape(part.heading)}: </span>{escape(question)}</label>\n'
        f'<textarea id="{own}" rows="3" maxlength="{MOST_SIGNS}" data-kop="{escape(part.heading)}" '
        f'data-vraag="{escape(question)}" autocomplete="off"></textarea>\n'
        f'<div class="afdruk" aria-hidden="true" data-van="{own}"></div>'
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _rules(municipality: str | None) -> RuleSet | None:
    """Give the rules of a municipality, those of the only one, or of the country; None for an unknown name."""
    desk = house().desk
    known = desk.municipalities()
    name = municipality or (known[0] if len(known) == 1 else None)
    return desk.rule_set(name) if name is None or name in known else None


def show(request: Request) -> Response:
    """Give the page; it reads no dossier, and needs nobody to say who they are."""
    try:
        rule_set = _rules(request.path_params.get("gemeente"))
    except MaatwerkError:
        return PlainTextResponse("Deze bladzijde is er nu even niet.", status_code=_UNAVAILABLE)
    if rule_set is None:
        return PlainTextResponse("Deze gemeente kennen wij hier niet.", status_code=_UNKNOWN)
    headers = {"content-security-policy": POLICY}
    is_example = house().sign_in is SignIn.EXAMPLE
    return HTMLResponse(written(preparing(rule_set, house().today()), is_example=is_example), headers=headers)


def file(request: Request) -> Response:
    """Give the script or the style of the page; there are no other files."""
    name = request.path_params["naam"]
    if name not in _FILES:
        return PlainTextResponse("Dit bestand is er niet.", status_code=_UNKNOWN)
    return Response((_FOLDER / name).read_bytes(), media_type=_FILES[name])


ROUTES = [
    Route(ADDRESS, show),
    Route(f"{ADDRESS}/bestand/{{naam}}", file),
    Route(f"{ADDRESS}/{{gemeente}}", show),
]
