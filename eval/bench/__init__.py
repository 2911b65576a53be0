"""How fast and how large: ``python -m eval.bench`` builds from nothing, starts cold, asks everything, asks from many threads."""
