"""Evaluation over the same road as the app: `questions` in, `run`, `metrics`, `baseline`, `report` out; `beir` for retrieval alone.

``python -m eval`` runs the question set, ``python -m eval beir DIR`` a BEIR dataset, ``python -m eval.bench`` the speed.
"""
