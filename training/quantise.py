"""Writes smaller forms of a model beside its networks, as the public hub's exports have them. Needs Debian's python3-onnx.

    python3 training/quantise.py MODEL_FOLDER int8 unet text_encoder    # model_quantized.onnx: eight-bit weights and multiplications
    python3 training/quantise.py MODEL_FOLDER fp16 unet                 # model_fp16.onnx: half precision throughout, inputs and outputs too

Eight bits: weights of convolutions and matrix products become signed bytes with a scale for each output, what goes into them becomes bytes with a scale
for the whole, found as it runs (dynamic quantisation: DynamicQuantizeLinear with ConvInteger and MatMulInteger). Sums stay exact.
"""

import argparse
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from halve_weights import halve_weights


def widened(model):
    """Weights that were stored in half precision and widened on opening, as halve_weights.py leaves them, are single again."""
    graph = model.graph
    weights = {one.name: one for one in graph.initializer}
    for node in list(graph.node):
        if node.op_type == 'Cast' and node.input[0] in weights:
            array = numpy_helper.to_array(weights[node.input[0]]).astype(np.float32)
            graph.initializer.remove(weights[node.input[0]])
            graph.initializer.append(numpy_helper.from_array(array, node.output[0]))
            graph.node.remove(node)
    return model


def quantised(model):
    graph = widened(model).graph
    weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    made, spent, left, nodes, bytes_of = [], set(), set(), [], {}

    def constant(name, array):
        made.append(numpy_helper.from_array(array, name))
        return name

    def narrowed(value):
        """A tensor as bytes, with its scale and zero; done once for each."""
        if value not in bytes_of:
            bytes_of[value] = [f'{value}_{part}' for part in ('bytes', 'scale', 'zero')]
            nodes.append(helper.make_node('DynamicQuantizeLinear', [value], bytes_of[value]))
        return bytes_of[value]

    for node in graph.node:
        kind, weight = node.op_type, weights.get(node.input[1]) if len(node.input) > 1 else None
        usable = weight is not None and weight.dtype == np.float32 and weight.size > 256
        if not usable or not (kind == 'Conv' or (kind == 'MatMul' and weight.ndim == 2)):
            left.update(node.input)
            nodes.append(node)
            continue
        axes = tuple(range(1, weight.ndim)) if kind == 'Conv' else (0,)
        scale = np.maximum(np.abs(weight).max(axes, keepdims=True), 1e-12) / 127
        name = node.output[0]
        spent.add(node.input[1])
        small = constant(f'{name}_weight', np.round(weight / scale).astype(np.int8))
        data, data_scale, zero = narrowed(node.input[0])
        integer = helper.make_node('ConvInteger' if kind == 'Conv' else 'MatMulInteger', [data, small, zero], [f'{name}_sums'])
        integer.attribute.extend(node.attribute)
        # The scale of each output channel stands where its channel does.
        shape = (1, -1, 1, 1) if kind == 'Conv' else (-1,)
        across = constant(f'{name}_weight_scale', scale.reshape(shape).astype(np.float32))
        biased = kind == 'Conv' and len(node.input) > 2
        nodes.extend([
            integer,
            helper.make_node('Cast', [f'{name}_sums'], [f'{name}_wide'], to=TensorProto.FLOAT),
            helper.make_node('Mul', [data_scale, across], [f'{name}_scales']),
            helper.make_node('Mul', [f'{name}_wide', f'{name}_scales'], [f'{name}_plain' if biased else name]),
        ])
        if biased:
            bias = constant(f'{name}_bias', weights[node.input[2]].reshape(1, -1, 1, 1))
            spent.add(node.input[2])
            nodes.append(helper.make_node('Add', [f'{name}_plain', bias], [name]))
    kept = [one for one in graph.initializer if one.name not in spent or one.name in left]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept + made)
    graph.node.extend(nodes)
    return model


def halved(model):
    graph = widened(model).graph
    # Sizes and scales of a Resize stay single: the standard has them so.
    single = {name for node in graph.node if node.op_type == 'Resize' for name in node.input[1:] if name}

    def half(tensor):
        if tensor.data_type == TensorProto.FLOAT and tensor.name not in single:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name))

    for tensor in graph.initializer:
        half(tensor)
    for node in graph.node:
        for attribute in node.attribute:
            if node.op_type == 'Cast' and attribute.name == 'to' and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.FLOAT16
            if attribute.HasField('t') and not set(node.output) & single:
                half(attribute.t)
    for value in [*graph.input, *graph.output]:
        if value.type.tensor_type.elem_type == TensorProto.FLOAT:
            value.type.tensor_type.elem_type = TensorProto.FLOAT16
    del graph.value_info[:]
    return model


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('model', type=pathlib.Path)
    parser.add_argument('form', choices=['int8', 'fp16'])
    parser.add_argument('parts', nargs='*', default=['.'])
    options = parser.parse_args()
    change, ending = {'int8': (quantised, '_quantized'), 'fp16': (halved, '_fp16')}[options.form]
    for part in options.parts:
        source = options.model / part / 'model.onnx'
        target = source.with_name(f'model{ending}.onnx')
        model = change(onnx.load(source))
        onnx.checker.check_model(model)
        onnx.save(model, target)
        if options.form == 'int8':
            halve_weights(target)
        print(f'{target}: {target.stat().st_size / 1e6:.2f} MB, from {source.stat().st_size / 1e6:.2f} MB')
