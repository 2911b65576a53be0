"""The same laws in every format must give the same articles: ``python -m eval.bench.formats``."""
