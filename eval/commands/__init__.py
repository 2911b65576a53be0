"""What ``python -m eval`` can be told, a group of commands a module; each function is a command that `eval.__main__` puts in.

`evaluate` (the default) · `kept` (runs that were saved) · `sets` (question files) · `peers` · `texts` (other laws, changed laws) ·
`retrieval` (BEIR) · `refusing` (the gate of the answers). They share `asking`, from settings to scores, and `terminal`, what is shown.
"""
