"""Write a network of BERT's shape as an ONNX graph whose weights are bytes.

Tokens in; out comes one unit vector, or what a head of two layers makes of the mean. Bytes are as few as it can be: what training changes is finer than
4 bits can tell. Rounded to those, the model that finds passages loses a fifth of its reciprocal rank, and the one that judges pairs says next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

BLOCKS = (128, 64, 32)
"""Weights that share a scale in a product by blocks: the most that a row can be cut into."""
MIDDLE = 128
"""What stands for zero."""
INPUT, OUTPUT = "tokens", "read"
MICROSOFT = "com.microsoft"
"""Operators that onnxruntime has beside the standard: products of whole numbers."""
QUICK, BY_BLOCKS = "DynamicQuantizeMatMul", "MatMulNBits"
"""The first gives what comes in one scale for all, and takes a third of the time; the second gives every block of it one of its own, which the states
inside a layer need: a few of them are large. So the vectors keep a cosine of .995 to those of the exact network (.986 if all products are quick)."""
INTEGERS = 4
"""``accuracy_level`` of a product by blocks: what comes is rounded to bytes, too."""

Tensor = NDArray[np.float32]


def rounded(weights: Tensor) -> tuple[NDArray[np.uint8], Tensor]:
    """Return rows of weights as blocks of bytes, and the scale of each block.

    The largest weight of a block becomes the outermost number, -128, so that it is kept as it is.
    """
    block = next(size for size in BLOCKS if weights.shape[1] % size == 0)
    blocks = weights.reshape(len(weights), -1, block)
    outermost = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[:, :, None], axis=2)
    scales = outermost / -MIDDLE
    numbers = np.rint(np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)) + MIDDLE
    return np.clip(numbers, 0, 2 * MIDDLE - 1).astype(np.uint8), scales[:, :, 0].astype(np.float32)


def restored(numbers: NDArray[np.uint8], scales: Tensor) -> Tensor:
    """Return the rows that `rounded` was given, as it rounded them."""
    blocks = (numbers.astype(np.float32) - MIDDLE) * scales.reshape(*numbers.shape[:2], 1)
    return blocks.reshape(len(numbers), -1)


def by_rows(weights: Tensor) -> tuple[NDArray[np.int8], Tensor]:
    """Return rows of weights as bytes, and the scale of each row."""
    scales = np.abs(weights).max(axis=1, keepdims=True) / 127
    numbers = np.rint(np.divide(weights, scales, out=np.zeros_like(weights), where=scales != 0)).astype(np.int8)
    return numbers, scales.astype(np.float32)


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
        """Multiply with weights (rows are outputs), what comes in rounded with one scale for all, and add the bias."""
        numbers, scales = by_rows(weights)
        return self.node(QUICK, states, self.constant(numbers.T), self.constant(scales.ravel()), "", self.constant(bias), domain=MICROSOFT)

    def linear_by_blocks(self, states: str, weights: Tensor, bias: Tensor) -> str:
        """Do the same with a scale for each block of what comes in."""
        numbers, scales = rounded(weights)
        product = self.node(
            BY_BLOCKS, states, self.constant(numbers), self.constant(scales.ravel()), domain=MICROSOFT,
            K=weights.shape[1], N=weights.shape[0], bits=8, block_size=numbers.shape[2], accuracy_level=INTEGERS,
        )  # fmt: skip
        return self.node("Add", product, self.constant(bias))

    def normalised(self, states: str, weights: Tensor, bias: Tensor, epsilon: float) -> str:
        """Normalise each row, and scale it."""
        return self.node("LayerNormalization", states, self.constant(weights), self.constant(bias), axis=-1, epsilon=epsilon)

    def rows(self, table: Tensor, at: str) -> str:
        """Look rows up in a table of bytes with a scale each."""
        numbers, scales = by_rows(table)
        found = self.node("Cast", self.node("Gather", self.constant(numbers), at), to=TensorProto.FLOAT)
        return self.node("Mul", found, self.node("Gather", self.constant(scales), at))

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


Head = tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]
"""Weights (rows are outputs) and bias of a layer behind which tanh stands, and of the last one."""


def write(
    path: Path, tensors: Mapping[str, Tensor], layers: int, heads: int, epsilon: float, positions: int, head: Head | None = None
) -> None:
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
        states = graph.node("Add", states, graph.linear_by_blocks(inner, of("fo.w"), of("fo.b")))
        states = graph.normalised(states, of("oln.w"), of("oln.b"), epsilon)
    mean = graph.node("ReduceMean", states, axes=[0], keepdims=0)
    if head is None:
        onnx.save(graph.model(graph.node("LpNormalization", mean, axis=-1, p=2), width), path)
        return
    (inner_weights, inner_bias), (weights, bias) = head
    inside = graph.node("Tanh", graph.node("Add", graph.node("MatMul", graph.constant(inner_weights), mean), graph.constant(inner_bias)))
    outside = graph.node("Add", graph.node("MatMul", graph.constant(weights), inside), graph.constant(bias))
    onnx.save(graph.model(outside, len(bias)), path)


LAYER = ("q", "k", "v", "ao", "fi", "fo")
"""Products of a layer in the order in which `write` writes them."""


@dataclass(frozen=True, slots=True)
class Network:
    """What a graph holds: tensors, named as `pretrained` names them, and the shape that they do not tell."""

    tensors: dict[str, Tensor]
    layers: int
    heads: int
    epsilon: float
    head: Head | None


def read(path: Path) -> Network:
    """Read a network that `write` wrote back, and its head where it has one."""
    graph = onnx.load(path).graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    nodes = list(graph.node)
    adds = {node.input[0]: node.input[1] for node in nodes if node.op_type == "Add"}
    found: dict[str, Tensor] = {}
    for at, node in enumerate(node for node in nodes if node.op_type in (QUICK, BY_BLOCKS)):
        name = f"l{at // len(LAYER)}.{LAYER[at % len(LAYER)]}"
        numbers, scales = (constants[place] for place in node.input[1:3])
        quick = node.op_type == QUICK
        found[f"{name}.w"] = numbers.T * scales[:, None] if quick else restored(numbers, scales)
        found[f"{name}.b"] = constants[node.input[4] if quick else adds[node.output[0]]]
    layers = len(found) // 2 // len(LAYER)
    names = ["emb.ln", *(f"l{layer}.{norm}" for layer in range(layers) for norm in ("aln", "oln"))]
    norms = [node for node in nodes if node.op_type == "LayerNormalization"]
    for name, node in zip(names, norms, strict=True):
        found |= {f"{name}.w": constants[node.input[1]], f"{name}.b": constants[node.input[2]]}
    numbers, scales = (constants[node.input[0]] for node in nodes if node.op_type == "Gather")
    places = next(constants[node.input[0]] for node in nodes if node.op_type == "Slice")
    found |= {"emb.word": numbers * scales, "emb.pos": places, "emb.type": np.zeros((1, places.shape[1]), np.float32)}
    split = next(constants[node.input[1]] for node in nodes if node.op_type == "Reshape")
    head = [
        (constants[node.input[0]], constants[adds[node.output[0]]])
        for node in nodes
        if node.op_type == "MatMul" and node.input[0] in constants
    ]
    epsilon = next(one.f for one in norms[0].attribute if one.name == "epsilon")
    return Network(found, layers, int(split[1]), epsilon, (head[0], head[1]) if head else None)
