"""From a question to a checked answer.

- ``assistant``: the order of it all. ``python -m qa``: the terminal.
- ``understand`` → ``retrieve`` → ``select`` (which sentence answers) → ``extractive`` or ``generative`` → ``check`` (what may go out).
- The rooms, each of which may use those behind it: ``refusals``, ``conclusions``, ``penalties``, ``yes_no``, ``case``, ``question``, ``wording``.
"""
