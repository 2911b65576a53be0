"""Work out once what follows from a provision or a clause alone: questions meet the same ones again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

Thing = TypeVar("Thing")
Value = TypeVar("Value")
More = TypeVarTuple("More")


def once(most: int) -> Callable[[Callable[[Thing, *More], Value]], Callable[[Thing, *More], Value]]:
    """Keep what a function returns for an object and other hashable arguments, up to so many values; then all are forgotten. Thread-safe.

    The object is known by its identity, since the hash of a provision is that of all its words, and stays as long as what is known of it.
    """

    def keeping(function: Callable[[Thing, *More], Value]) -> Callable[[Thing, *More], Value]:
        kept: dict[tuple[object, ...], tuple[Thing, Value]] = {}

        @wraps(function)
        def known(thing: Thing, *more: *More) -> Value:
            key = (id(thing), *more)
            found = kept.get(key)
            if found is None:
                if len(kept) >= most:
                    kept.clear()
                found = kept[key] = thing, function(thing, *more)
            return found[1]

        return known

    return keeping
