"""``beir``: the retriever alone over any dataset of the BEIR form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from eval import beir
from eval.commands.asking import UNUSABLE
from eval.commands.terminal import failure, in_a_folder, notes
from intake.search import Search
from settings import Settings
from vectorstore.fuse import CANDIDATES


def search_dataset(
    folder: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl (plain, .gz or .xz) and qrels/*.tsv.")],
    *,
    k: Annotated[int, typer.Option(min=1, max=CANDIDATES, help="How many passages to retrieve: no signal brings more candidates.")] = 100,
    split: Annotated[str | None, typer.Option(help="Name of the file of qrels; the only one, or test, by itself.")] = None,
    run: Annotated[Path | None, typer.Option(help="Write a TREC run.", callback=in_a_folder)] = None,
    without: Annotated[list[beir.Part] | None, typer.Option(help="Switch a part off; may be repeated.")] = None,
    ablate: Annotated[bool, typer.Option("--ablate", help="Print a table: everything, then without each part.")] = False,
) -> None:
    """Run the retriever over a BEIR dataset; print nDCG@10, MRR@10 and Recall with 95 % intervals."""
    settings = Settings(chroma_url=None)
    try:
        dataset = beir.read_dataset(folder, split)
        unknown = len(dataset.judgements) - len(dataset.queries)
        if unknown:
            notes.print(f"{unknown} judged queries have no words in queries.jsonl: they count as zero", style="yellow")
        with notes.status(f"indexing {len(dataset.passages)} passages, unless they already are"):
            index = beir.open_index(dataset, settings.index_dir / beir.CACHE, Search.of(settings))
        if ablate:
            _print_ablations(beir.ablations(dataset, index, k))
            index.close()
            return
        searched = beir.search_all(dataset, index, k, without or ())
        rankings = dict(track(searched, "searching", total=len(dataset.judgements), console=notes, transient=True))
        index.close()
    except (beir.BeirError, *UNUSABLE) as error:
        raise failure(str(error)) from error
    print(f"passages\t{len(dataset.passages)}\nqueries\t{len(dataset.judgements)}")
    for figure in beir.figures(dataset, rankings, k):
        print(f"{figure.name}\t{figure.mean:.4f}\t{figure.low:.4f}–{figure.high:.4f}")
    if run:
        try:
            beir.write_run(run, rankings)
        except beir.BeirError as error:
            raise failure(str(error)) from error


def _print_ablations(rows: Iterable[tuple[str, tuple[beir.Figure, ...]]]) -> None:
    for at, (name, figures) in enumerate(rows):
        if at == 0:
            print("\t".join(("", *(figure.name for figure in figures))))
        print("\t".join((name, *(f"{figure.mean:.4f} [{figure.low:.4f}, {figure.high:.4f}]" for figure in figures))), flush=True)
