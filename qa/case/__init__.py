"""The case that a question tells, held against what a clause sets."""
