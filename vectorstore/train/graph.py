"""Write a network of BERT's shape as an ONNX graph whose weights are bytes.

Tokens in; out comes one unit vector, or what a head of two layers makes of the mean. Bytes are as few as it can be: what training changes is finer than
4 bits can tell. Rounded to those, the model that finds passages loses a fifth of its reciprocal rank, and the one that judges pairs says next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from vectorstore.runtime import open_session

INPUT, OUTPUT = "tokens", "read"
MICROSOFT = "com.microsoft"
"""Operators that onnxruntime has beside the standard: products of whole numbers."""
PRODUCT = "DynamicQuantizeMatMul"
"""Rounds what comes in to bytes with one scale for all of it."""
APART = 8
"""Channels of what comes into a product that are multiplied as they are: a few are ten times as large as all others, and would set the scale for all. So
the vectors keep a cosine of .998 to those of the exact network (.986 without)."""
EXACT = 63
"""The largest weight in a product of bytes: processors without instructions for it (VNNI) add two products up in 16 bits and cut what is more, so that
with 127 what is read would depend on the machine."""
ROWS, LENGTHS = 30, (10, 20, 40, 60, 100)
"""Rows of pieces drawn by chance that show which channels those are, and their lengths: the same ones are large whatever is read between the marks."""
START, END = 0, 2
"""The ids of the marks before and behind a text."""

Tensor = NDArray[np.float32]


def by_rows(weights: Tensor, most: int = 127) -> tuple[NDArray[np.int8], Tensor]:
    """Return rows of weights as whole numbers, at most ``most`` either way, and the scale of each row."""
    scales = np.abs(weights).max(axis=1, keepdims=True) / most
    numbers = np.rint(np.divide(weights, scales, out=np.zeros_like(weights), where=scales != 0)).astype(np.int8)
    return numbers, scales.astype(np.float32)


class Graph:
    """An ONNX graph that grows node by node; exact, or with products of bytes where ``apart`` tells the channels that are not rounded."""

    def __init__(self, apart: Sequence[NDArray[np.int64]] | None = None) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._apart = apart
        self._parts: dict[str, tuple[str, str]] = {}

    @property
    def multiplied(self) -> list[str]:
        """What comes into products, each once, in order."""
        return list(self._parts)

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
        """Multiply with weights (rows are outputs), and add the bias."""
        if self._apart is None:
            self._parts[states] = states, states
            return self.node("Add", self.node("MatMul", states, self.constant(weights.T)), self.constant(bias))
        known = self._parts.get(states)
        channels = self._apart[len(self._parts) if known is None else self.multiplied.index(states)]
        others = np.ones(weights.shape[1], np.float32)
        others[channels] = 0
        if known is None:
            few = self.node("Gather", states, self.constant(channels), axis=1)
            known = self._parts[states] = few, self.node("Mul", states, self.constant(others))
        few, rest = known
        numbers, scales = by_rows(weights * others, EXACT)
        product = self.node(
            PRODUCT, rest, self.constant(numbers.T), self.constant(scales.ravel()), "", self.constant(bias), domain=MICROSOFT
        )
        return self.node("Gemm", few, self.constant(weights[:, channels].T), product)

    def normalised(self, states: str, weights: Tensor, bias: Tensor, epsilon: float) -> str:
        """Normalise each row, and scale it."""
        return self.node("LayerNormalization", states, self.constant(weights), self.constant(bias), axis=-1, epsilon=epsilon)

    def rows(self, table: Tensor, at: str) -> str:
        """Look rows up in a table of bytes with a scale each."""
        numbers, scales = by_rows(table)
        found = self.node("Cast", self.node("Gather", self.constant(numbers), at), to=TensorProto.FLOAT)
        return self.node("Mul", found, self.node("Gather", self.constant(scales), at))

    def model(self, output: str, size: int, watched: Sequence[str] = ()) -> onnx.ModelProto:
        """Return the graph as a model from a row of token ids to ``output``, and to whatever else is ``watched``."""
        self._nodes.append(helper.make_node("Identity", [output], [OUTPUT]))
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [size])]
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in watched]
        graph = helper.make_graph(
            self._nodes,
            "context",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["length"])],
            outputs,
            self._constants,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)], ir_version=8)


Head = tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]
"""Weights (rows are outputs) and bias of a layer behind which tanh stands, and of the last one."""


@dataclass(frozen=True, slots=True)
class Network:
    """What a graph holds: tensors, named as `pretrained` names them, and the shape that they do not tell."""

    tensors: Mapping[str, Tensor]
    layers: int
    heads: int
    epsilon: float
    head: Head | None = None


def write(path: Path, network: Network, positions: int) -> None:
    """Write a network for texts of at most ``positions`` tokens."""
    graph = Graph(_large(network, positions))
    onnx.save(graph.model(*_grown(graph, network, positions)), path)


def _large(network: Network, positions: int) -> list[NDArray[np.int64]]:
    """Return the channels that are largest in whatever comes into a product."""
    graph = Graph()
    output, size = _grown(graph, network, positions)
    watched = graph.multiplied
    session = open_session(graph.model(output, size, watched).SerializeToString())
    chance = np.random.default_rng(0)
    largest: list[Tensor] = []
    for row in range(ROWS):
        pieces = chance.integers(0, len(network.tensors["emb.word"]), min(LENGTHS[row % len(LENGTHS)], positions))
        pieces[0], pieces[-1] = START, END
        found = [np.abs(one).max(axis=0) for one in session.run(watched, {INPUT: pieces})]
        largest = [np.maximum(one, other) for one, other in zip(largest, found, strict=True)] if largest else found
    return [np.sort(np.argsort(-one, kind="stable")[:APART]) for one in largest]


def _grown(graph: Graph, network: Network, positions: int) -> tuple[str, int]:
    """Grow a network, and return what comes out of it and its size."""
    tensors, heads, epsilon, head = network.tensors, network.heads, network.epsilon, network.head
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
    for layer in range(network.layers):

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
    if head is None:
        return graph.node("LpNormalization", mean, axis=-1, p=2), width
    (inner_weights, inner_bias), (weights, bias) = head
    inside = graph.node("Tanh", graph.node("Add", graph.node("MatMul", graph.constant(inner_weights), mean), graph.constant(inner_bias)))
    return graph.node("Add", graph.node("MatMul", graph.constant(weights), inside), graph.constant(bias)), len(bias)


LAYER = ("q", "k", "v", "ao", "fi", "fo")
"""Products of a layer in the order in which `write` writes them."""


def read(path: Path) -> Network:
    """Read a network that `write` wrote back, and its head where it has one."""
    graph = onnx.load(path).graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    nodes = list(graph.node)
    made = {node.output[0]: node for node in nodes}
    added = {node.input[2]: node for node in nodes if node.op_type == "Gemm"}
    adds = {node.input[0]: node.input[1] for node in nodes if node.op_type == "Add"}
    found: dict[str, Tensor] = {}
    for at, node in enumerate(node for node in nodes if node.op_type == PRODUCT):
        name = f"l{at // len(LAYER)}.{LAYER[at % len(LAYER)]}"
        numbers, scales = (constants[place] for place in node.input[1:3])
        exact = added[node.output[0]]
        weights = numbers.T * scales[:, None]
        weights[:, constants[made[exact.input[0]].input[1]]] = constants[exact.input[1]].T
        found |= {f"{name}.w": weights, f"{name}.b": constants[node.input[4]]}
    layers = len(found) // 2 // len(LAYER)
    names = ["emb.ln", *(f"l{layer}.{norm}" for layer in range(layers) for norm in ("aln", "oln"))]
    norms = [node for node in nodes if node.op_type == "LayerNormalization"]
    for name, node in zip(names, norms, strict=True):
        found |= {f"{name}.w": constants[node.input[1]], f"{name}.b": constants[node.input[2]]}
    numbers, scales = (constants[node.input[0]] for node in nodes if node.op_type == "Gather" and node.input[0] in constants)
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
