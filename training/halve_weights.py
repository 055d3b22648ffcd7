"""Small files for small networks: weights are stored in half precision and widened when the network is opened, so that CPUs compute in single precision."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def halve_weights(path):
    model = onnx.load(path)
    graph = model.graph
    casts, kept = [], []
    for weight in graph.initializer:
        if weight.data_type == TensorProto.FLOAT and np.prod(weight.dims) > 64:
            half = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), weight.name + '_half')
            kept.append(half)
            casts.append(helper.make_node('Cast', [half.name], [weight.name], to=TensorProto.FLOAT))
        else:
            kept.append(weight)
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)
