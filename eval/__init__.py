"""Evaluation over the same road as the app: `questions` in, `run`, `metrics`, `report` out; `beir` for retrieval alone.

`measures` says what is measured, `limits` what a run must keep, `gate` lets a build answer only where it keeps them; `saved` runs become pages by
`page` and `markdown`, with the `curve` of the gate of the answers and, apart from all measures, a `judge`'s `opinions`.
``python -m eval`` runs the question set (its commands: `commands`), ``python -m eval.bench`` the speed.
"""
