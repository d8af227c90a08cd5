"""A picture of what each party pays: a bar per variant from at least to at most, with a mark where it is likely.

Length and place carry everything, and the words beside each bar say the same; no colour means anything. What is
not certain is an outline, as nobody has that money. Pictures that stand together share one scale, and every picture
stands above the same amounts in sentences and in a table.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any, TypeAlias

import altair as alt
import streamlit as st

from budget_engine.case import Party
from budget_engine.sentences.paid import Bar, short_said
from ui.parts.words import unbroken

_COLOUR = "#4a6785"  # at least 3 to 1 against a light and against a dark page
_INK = {"dark": "#fafafa"}
_FILLED = 1.0, 0.3  # how far the sure part and the rest of a bar are filled
_LINE, _BAR, _GAP = 17, 12, 12  # heights in pixels
_NARROW = 56  # characters that fit beside each other on a phone
_EUROS = "'€ ' + replace(format(datum.value / 100, ',.0f'), /,/g, '.')"
LEGEND = (
    "Donker is minstens, licht is tot hooguit, en het streepje is wat waarschijnlijk is, in hele euro's. De gemeente "
    "staat er met haar wetten samen; de tabel heeft elke wet apart, tot op de cent. Bedragen van verschillende "
    "partijen worden niet bij elkaar opgeteld."
)
OPEN_LEGEND = (
    "Een open staaf is geld dat er alleen is als het ook echt zo gaat. Het eerste vak is minstens, het tweede is "
    "tot hooguit, en het streepje is wat waarschijnlijk is, in hele euro's. De schaal is dezelfde als bij de andere "
    "staven hier."
)
Scale: TypeAlias = tuple[int, int]
"""The first and the last amount, in cents, of the pictures that stand together."""


def scale_of(bars: Iterable[Bar]) -> Scale:
    """Give the scale on which all bars that stand together fit; it holds nothing, so that lengths compare."""
    ends = [cents for bar in bars for cents in bar.amount.ends if cents is not None]
    return min([0, *ends]), max([1, *ends])


def show(
    bars: Sequence[Bar],
    parties: Mapping[Party, str],
    variants: Mapping[str, str],
    description: str,
    scale: Scale,
    *,
    is_certain: bool,
) -> None:
    """Draw the bars with what they mean; `description` is read aloud in the place of the picture."""
    rows, height = _rows(bars, parties, variants)
    ink = _INK.get(st.context.theme.type or "", "#31333f")
    chart = _chart(rows, height, ink, scale, is_certain=is_certain)
    st.altair_chart(chart, width="stretch", alt=description)
    st.markdown(LEGEND if is_certain else OPEN_LEGEND)


def _rows(
    bars: Sequence[Bar], parties: Mapping[Party, str], variants: Mapping[str, str]
) -> tuple[list[dict[str, Any]], int]:
    """Lay the bars out under each other, each party under its own heading, and give the height of all."""
    rows: list[dict[str, Any]] = []
    y = 0
    for party, listed in groupby(bars, key=lambda bar: bar.party):
        rows.append({"y": y, "heading": parties[party]})
        y += _LINE + _GAP // 2
        for bar in listed:
            words = wrap(unbroken(f"{variants[bar.alternative]}: {short_said(bar.amount)}"), _NARROW)
            below = y + _LINE * len(words)
            rows.append({"y": y, "words": "\n".join(words)})
            if bar.is_drawn:
                low, likely, high = bar.amount.ends
                rows[-1] |= {"top": below, "bottom": below + _BAR, "none": 0, "sure": low}
                rows[-1] |= {"from": low or 0, "most": high, "likely": likely}
                below += _BAR
            y = below + _GAP
        y += _GAP // 2
    return rows, y


def _chart(
    rows: list[dict[str, Any]], height: int, ink: str, scale: Scale, *, is_certain: bool
) -> alt.LayerChart | alt.FacetChart:
    start = alt.Chart(alt.InlineData(values=rows))
    across = alt.Scale(domain=list(scale), nice=True)
    filled, faint = _FILLED if is_certain else (0.0, 0.0)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    axis = alt.Axis(
        title=None, labelExpr=_EUROS, tickCount=4, labelOverlap=True, grid=False, aria=False, labelColor=ink
    )
    of_bar = {"y": alt.Y("top:Q", scale=down, axis=None), "y2": alt.Y2("bottom")}
    of_words = {"x": alt.value(0), "y": alt.Y("y:Q", scale=down, axis=None)}
    text: dict[str, Any] = {
        "align": "left", "baseline": "top", "color": ink, "lineBreak": "\n", "lineHeight": _LINE,
        "aria": False,
    }  # fmt: skip
    return alt.layer(
        start.transform_filter("isValid(datum.sure)")
        .mark_bar(aria=False, color=_COLOUR, fillOpacity=filled, stroke=_COLOUR)
        .encode(x=alt.X("none:Q", axis=axis, scale=across), x2="sure:Q", **of_bar),
        start.transform_filter("isValid(datum.most)")
        .mark_bar(aria=False, color=_COLOUR, fillOpacity=faint, stroke=_COLOUR)
        .encode(x=alt.X("from:Q", axis=axis, scale=across), x2="most:Q", **of_bar),
        start.transform_filter("isValid(datum.likely)")
        .mark_rule(aria=False, color=ink, strokeWidth=3)
        .encode(x=alt.X("likely:Q", axis=axis, scale=across), **of_bar),
        start.transform_filter("isValid(datum.heading)")
        .mark_text(fontSize=15, **text)
        .encode(text="heading:N", **of_words),
        start.transform_filter("isValid(datum.words)")
        .mark_text(fontSize=12, **text)
        .encode(text="words:N", **of_words),
    ).properties(height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
