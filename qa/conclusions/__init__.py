"""Conclusions of every kind, in the words of the clauses."""
