"""From a question to a checked answer.

- ``understand``: what a question means (``kinds``, ``spelling``, ``glossary``). ``retrieve``: provisions that may answer, with why.
- ``gate``: whether they answer at all. ``extractive``, ``generative``: the answerers. ``check``: what may go out.
- ``conclude``, with ``select``, ``verdict``, ``penalise``, ``documents``: conclusions in the law's own words, by kind of question.
- ``assistant``: the order of it all. ``python -m qa``: the terminal.
"""
