"""The embeddings of an ONNX model in 8 bits, by operators that every build of ONNX Runtime has."""

from typing import Any

import numpy as np

_TABLE = "model.embed_tokens.weight"
_BLOCK = 32


def shrink_embeddings(model: Any) -> None:
    """
    Replaces the float32 table by int8 codes and a scale for each 32 of them, as Q8_0 has them: exact for such a base.

    The builder's own way (`shared_embeddings`, GatherBlockQuantized) has no WebAssembly kernel in transformers.js's build.
    A table whose rows are no multiple of 32 long stays as it is.
    """
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    table = next(tensor for tensor in graph.initializer if tensor.name == _TABLE)
    rows, width = table.dims
    if width % _BLOCK:
        return
    codes, scales = quantised(numpy_helper.to_array(table).reshape(rows, width // _BLOCK, _BLOCK))
    graph.initializer.remove(table)
    for name, values in (("codes", codes), ("scales", scales), ("shape", np.array([0, 0, width], np.int64))):
        graph.initializer.append(numpy_helper.from_array(values, f"{_TABLE}.{name}"))
    place, gather = next((i, node) for i, node in enumerate(graph.node) if _TABLE in node.input)
    ids = gather.input[1]
    nodes = [
        helper.make_node("Gather", [f"{_TABLE}.codes", ids], ["embed_codes"]),
        helper.make_node("Cast", ["embed_codes"], ["embed_numbers"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{_TABLE}.scales", ids], ["embed_scales"]),
        helper.make_node("Mul", ["embed_numbers", "embed_scales"], ["embed_blocks"]),
        helper.make_node("Reshape", ["embed_blocks", f"{_TABLE}.shape"], list(gather.output)),
    ]
    graph.node.remove(gather)
    for index, node in enumerate(nodes):
        node.name = f"/model/embed_tokens/{node.op_type}_{index}"
        graph.node.insert(place + index, node)


def quantised(blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 codes and float32 scales, one for each block of the last axis."""
    scales = np.abs(blocks).max(axis=-1, keepdims=True) / np.float32(127)
    divisors = np.where(scales == 0, np.float32(1), scales)
    return np.rint(blocks / divisors).astype(np.int8), scales.astype(np.float32)
