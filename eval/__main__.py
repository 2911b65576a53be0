"""``python -m eval`` runs the question set; its subcommands compare runs, grow the set, measure peers and the retriever alone."""

from __future__ import annotations

from collections.abc import Callable

import typer

from eval.commands.evaluate import evaluate
from eval.commands.kept import compare_kept, write_report
from eval.commands.peers import ask_peers
from eval.commands.refusing import calibrate_gate, fit_clauses, learn_understanding, print_curve, teach_transformers
from eval.commands.retrieval import search_dataset
from eval.commands.sets import check_set, write_candidates, write_drafts, write_template
from eval.commands.texts import (
    ask_about_bundles,
    ask_about_other_laws,
    ask_about_published_texts,
    ask_after_changes,
    write_open_laws,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "compare": compare_kept,
    "report": write_report,
    "template": write_template,
    "check": check_set,
    "candidates": write_candidates,
    "draft": write_drafts,
    "peers": ask_peers,
    "laws": ask_about_other_laws,
    "bundles": ask_about_bundles,
    "published": ask_about_published_texts,
    "mutate": ask_after_changes,
    "curve": print_curve,
    "calibrate": calibrate_gate,
    "learn": learn_understanding,
    "fit": fit_clauses,
    "teach": teach_transformers,
    "beir": search_dataset,
    "open-laws": write_open_laws,
}

app = typer.Typer(add_completion=False, no_args_is_help=False)
app.callback(invoke_without_command=True)(evaluate)
for name, command in COMMANDS.items():
    app.command(name)(command)

if __name__ == "__main__":
    app(prog_name="python -m eval")
