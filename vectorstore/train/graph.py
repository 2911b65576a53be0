"""Write a network of BERT's shape as an ONNX graph whose weights are 4-bit numbers in blocks, a scale each: tokens in, one unit vector out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

BLOCK = 32
INPUT, OUTPUT = "tokens", "vector"
MICROSOFT = "com.microsoft"
"""Operators that onnxruntime has beside the standard: a product with packed weights."""
INTEGERS = 4
"""``accuracy_level``: the other factor is rounded to 8 bits, too, so that the product is one of whole numbers."""

Tensor = NDArray[np.float32]


def packed(weights: Tensor) -> tuple[NDArray[np.uint8], Tensor]:
    """Return rows of weights as blocks of 4-bit numbers, two a byte, and the scale of each block.

    The largest weight of a block becomes the outermost number, -8, so that it is kept as it is.
    """
    blocks = weights.reshape(len(weights), -1, BLOCK)
    outermost = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[:, :, None], axis=2)
    scales = outermost / -8
    numbers = np.clip(np.rint(np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)) + 8, 0, 15).astype(np.uint8)
    return numbers[:, :, ::2] | numbers[:, :, 1::2] << 4, scales[:, :, 0].astype(np.float32)


class Graph:
    """An ONNX graph that grows node by node."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, values: NDArray[np.generic]) -> str:
        """Keep a tensor, and return its name."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add an operator with one output, and return that output's name."""
        name = f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def linear(self, states: str, weights: Tensor, bias: Tensor) -> str:
        """Multiply with packed weights (rows are outputs), and add the bias."""
        numbers, scales = packed(weights)
        product = self.node(
            "MatMulNBits", states, self.constant(numbers), self.constant(scales.ravel()), domain=MICROSOFT,
            K=weights.shape[1], N=weights.shape[0], bits=4, block_size=BLOCK, accuracy_level=INTEGERS,
        )  # fmt: skip
        return self.node("Add", product, self.constant(bias))

    def normalised(self, states: str, weights: Tensor, bias: Tensor, epsilon: float) -> str:
        """Normalise each row, and scale it."""
        return self.node("LayerNormalization", states, self.constant(weights), self.constant(bias), axis=-1, epsilon=epsilon)

    def rows(self, table: Tensor, at: str) -> str:
        """Look rows up in a table of bytes with a scale each."""
        scales = np.abs(table).max(axis=1, keepdims=True) / 127
        numbers = np.rint(np.divide(table, scales, out=np.zeros_like(table), where=scales != 0)).astype(np.int8)
        found = self.node("Cast", self.node("Gather", self.constant(numbers), at), to=TensorProto.FLOAT)
        return self.node("Mul", found, self.node("Gather", self.constant(scales.astype(np.float32)), at))

    def model(self, output: str, size: int) -> onnx.ModelProto:
        """Return the graph as a model from a row of token ids to ``output``."""
        self._nodes.append(helper.make_node("Identity", [output], [OUTPUT]))
        graph = helper.make_graph(
            self._nodes,
            "context",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["length"])],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [size])],
            self._constants,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)], ir_version=8)


def write(path: Path, tensors: Mapping[str, Tensor], layers: int, heads: int, epsilon: float, positions: int) -> None:
    """Write the network of ``tensors``, named as `pretrained` names them, for texts of at most ``positions`` tokens."""
    graph = Graph()
    width = len(tensors["emb.ln.w"])
    depth = width // heads
    length = graph.node("Shape", INPUT)
    places = graph.node(
        "Slice", graph.constant(tensors["emb.pos"][:positions] + tensors["emb.type"][0]), graph.constant(np.array([0])), length
    )
    states = graph.node("Add", graph.rows(tensors["emb.word"], INPUT), places)
    states = graph.normalised(states, tensors["emb.ln.w"], tensors["emb.ln.b"], epsilon)
    split, joined = graph.constant(np.array([-1, heads, depth])), graph.constant(np.array([-1, width]))
    scale = graph.constant(np.array(depth**-0.5, np.float32))
    for layer in range(layers):

        def of(name: str, layer: int = layer) -> Tensor:
            return tensors[f"l{layer}.{name}"]

        query = graph.node("Mul", graph.linear(states, of("q.w"), of("q.b")), scale)
        keys, values = graph.linear(states, of("k.w"), of("k.b")), graph.linear(states, of("v.w"), of("v.b"))
        query = graph.node("Transpose", graph.node("Reshape", query, split), perm=[1, 0, 2])
        keys = graph.node("Transpose", graph.node("Reshape", keys, split), perm=[1, 2, 0])
        values = graph.node("Transpose", graph.node("Reshape", values, split), perm=[1, 0, 2])
        looking = graph.node("Softmax", graph.node("MatMul", query, keys), axis=-1)
        seen = graph.node("Reshape", graph.node("Transpose", graph.node("MatMul", looking, values), perm=[1, 0, 2]), joined)
        states = graph.node("Add", states, graph.linear(seen, of("ao.w"), of("ao.b")))
        states = graph.normalised(states, of("aln.w"), of("aln.b"), epsilon)
        inner = graph.node("Gelu", graph.linear(states, of("fi.w"), of("fi.b")), domain=MICROSOFT)
        states = graph.node("Add", states, graph.linear(inner, of("fo.w"), of("fo.b")))
        states = graph.normalised(states, of("oln.w"), of("oln.b"), epsilon)
    mean = graph.node("ReduceMean", states, axes=[0], keepdims=0)
    unit = graph.node("LpNormalization", mean, axis=-1, p=2)
    onnx.save(graph.model(unit, width), path)
