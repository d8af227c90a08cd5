"""The words that Streamlit's own parts say, in Dutch: each by the beginning of the file in which it stands.

Streamlit has no languages. What it says by itself is seen (a tip while somebody types, a lost connection) or
read aloud (the button that empties a list), so it is put into Dutch on its way to the browser. A test holds
every word to the release that is installed: what has moved or changed there is named.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

_EMPTY, _NOTHING = "Maak leeg", "Niets gevonden"
SCRIPTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "InputInstructions.": (
        ("`submit form`:`apply`", "`te versturen`:`te bewaren`"),
        ("`Press Enter to ${e}`", "`Druk op Enter om ${e}`"),
        ("`Press ${", "`Druk op ${"),
        ("+Enter to ${e}`", "+Enter om ${e}`"),
    ),
    "Multiselect.": (
        ("`Clear all`", f"`{_EMPTY}`"),
        ("`Remove ${", "`Haal weg: ${"),
        ("`No results`", f"`{_NOTHING}`"),
        ("`Select all`", "`Kies alles`"),
        ("`Select ${", "`Kies alle ${"),
        (".length} matches`", ".length} gevonden`"),
        ("`Selected values`", "`Gekozen`"),
        ("`Open`", "`Open de lijst`"),
    ),
    "Selectbox.": (
        ("`Clear value`", f"`{_EMPTY}`"),
        ("`No results`", f"`{_NOTHING}`"),
        ("`Open`", "`Open de lijst`"),
    ),
    "TextInput.": (("`Invalid input.`", "`Dit kan zo niet.`"), ("`Clear entry`", f"`{_EMPTY}`")),
    "StreamlitMarkdown.": (("`Help`:`Help for ${", "`Uitleg`:`Uitleg bij ${"),),
    "DownloadButton.": (("`Download failed`", "`Dit bestand kwam niet mee. Probeer het opnieuw.`"),),
    "index.": (
        ("`Skip to main content`", "`Naar de inhoud`"),
        ("`Collapse sidebar`", "`Sluit het menu`"),
        ("`Expand sidebar`", "`Open het menu`"),
        ("`Running...`", "`Bezig`"),
        ("`Connecting`", "`Maakt verbinding`"),
        ("`Connection error`", "`Geen verbinding`"),
        (
            "`Streamlit server is not responding. Are you connected to the internet?`",
            "`De app antwoordt niet. Is er internet? Wat u eerder invulde, is bewaard.`",
        ),
        (
            "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:`",
            "`De app antwoordt niet. Is zij gestopt, start haar dan opnieuw. Wat u eerder invulde, is bewaard.`",
        ),
        ("`streamlit run yourscript.py`", "`maatwerk app`"),
        ("`Page not found`", "`Deze bladzijde is er niet`"),
        ("`The page that you have requested does not seem to exist`", "`Deze bladzijde bestaat niet`"),
        (". Running the app's main page.`", ". U ziet de eerste bladzijde.`"),
        ("`Try again`", "`Probeer opnieuw`"),
        ("`Main menu`", "`Menu van de app`"),
    ),
}
"""By file: what stands there, and what the browser gets instead."""


def in_dutch(path: str, script: bytes) -> bytes:
    """Give a file of the app as the browser gets it."""
    for english, dutch in words_in(path):
        script = script.replace(english.encode(), dutch.encode())
    return script


def words_in(path: str) -> tuple[tuple[str, str], ...]:
    """Give what is put into Dutch in a file: nothing where it says nothing that people meet."""
    name = PurePosixPath(path).name
    if not name.endswith(".js"):
        return ()
    return tuple(pair for start, pairs in SCRIPTS.items() if name.startswith(start) for pair in pairs)
