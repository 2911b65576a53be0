"""Plots of a report as SVG: the one door to matplotlib, which is an extra. The same numbers give the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.curve import STRICTNESS, every_point, points

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, SOFT, ACCENT = "#1b2127", "#55606a", "#17507d"


def plots(content: Mapping[str, Any]) -> dict[str, str]:
    """Return name → SVG: how many questions of each kind and style are right, and the curve of the gate. None where matplotlib is not there."""
    try:
        import matplotlib
    except ImportError:
        return {}
    style: Any = {
        "svg.hashsalt": "tiaowen", "svg.fonttype": "none", "font.size": 10, "font.family": "sans-serif",
        "text.parse_math": False,  # a kind is a name, whatever signs are in it
        "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": SOFT, "axes.labelcolor": SOFT,
        "xtick.color": SOFT, "ytick.color": INK,
    }  # fmt: skip
    with matplotlib.rc_context(style), warnings.catch_warnings():
        # text is written as text, in the reader's fonts: that the fonts here lack 处罚 does not matter
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        averages, questions = content["averages"], content["questions"]
        drawn = {name: _svg(_bars(averages[name])) for name in ("kind", "style") if averages.get(name)}
        return drawn | ({"gate": _svg(_curve(questions))} if points(questions) else {})


def _bars(rows: Sequence[Mapping[str, Any]]) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.4, 0.3 * len(rows) + 0.8), layout="constrained")
    axes = figure.add_subplot()
    shares = [100 * row["measures"].get("correct", 0.0) for row in rows][::-1]
    bars = axes.barh([f"{row['name']} ({row['n']})" for row in rows][::-1], shares, color=ACCENT, height=0.66)
    axes.bar_label(bars, labels=[f"{share:.0f}" for share in shares], padding=4, color=INK)
    axes.set(xlim=(0, 108), xticks=range(0, 101, 20), xlabel="fully correct, %")
    axes.margins(y=0.02)
    return figure


def _curve(questions: Sequence[Mapping[str, Any]]) -> Figure:
    from matplotlib.figure import Figure

    def places(found: Sequence[Any]) -> tuple[list[float], list[float]]:
        return [100 * (one.answerable_refused or 0.0) for one in found], [100 * one.wrong for one in found]

    figure = Figure(figsize=(5.4, 3.6), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(*places(every_point(questions)), color=ACCENT, linewidth=1.6)
    shown = points(questions)
    axes.plot(*places(shown), "o", color=ACCENT, markersize=4)
    for one, x, y in zip(shown, *places(shown), strict=True):
        if one.strictness == 1:
            axes.plot([x], [y], "o", color="#b3541e", markersize=9)
        if one.strictness in (0, 1, STRICTNESS[-1]):
            name = {0: "answers everything", 1: "as it is set (1)"}.get(int(one.strictness), f"stricter ({one.strictness:g})")
            axes.annotate(name, (x, y), xytext=(9, 7), textcoords="offset points", color=INK)
    axes.set(xlabel="answerable questions refused, %", ylabel="questions answered wrongly, %", ylim=(0, None))
    axes.set_xlim(left=0)
    axes.margins(x=0.2, y=0.15)
    axes.grid(color="#e6e9e6")
    return figure


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()[out.getvalue().index("<svg") :]
