"""What Streamlit says by itself is said in Dutch: every word is found in the release that is installed."""

from pathlib import Path

import pytest
import streamlit

from ui.dutch_parts import SCRIPTS, in_dutch, words_in

FILES = Path(streamlit.__file__).parent / "static" / "static" / "js"
WORDS = [(start, english) for start, pairs in SCRIPTS.items() for english, _ in pairs]


@pytest.mark.parametrize(("start", "english"), WORDS)
def test_every_word_stands_in_what_streamlit_serves(start: str, english: str) -> None:
    found = [path for path in FILES.glob(f"{start}*.js") if english in path.read_text()]

    assert found, f"'{english}' is elders of anders in deze uitgave van Streamlit."


@pytest.mark.parametrize("start", SCRIPTS)
def test_a_file_reaches_the_browser_without_the_words_that_have_a_dutch_one(start: str) -> None:
    for path in FILES.glob(f"{start}*.js"):
        script = in_dutch(f"/static/js/{path.name}", path.read_bytes()).decode()

        assert not [english for english, _ in SCRIPTS[start] if english in script]


def test_another_file_is_left_as_it_is() -> None:
    assert words_in("/static/js/Slider.abc.js") == ()
    assert words_in("/static/media/index.png") == ()
