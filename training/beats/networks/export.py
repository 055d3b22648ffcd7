"""Writes the trained weights as 16-bit numbers, in the order and layout that src/audio/rhythm/beat-network.ts reads. usage: python3 -m networks.export MODEL.pt [MODEL.pt …] WEIGHTS.bin
Of several models the mean is written: they must have started from the same one.
"""
import sys
import numpy as np
import torch

models = [torch.load(path) for path in sys.argv[1:-1]]
state = {key: sum(model[key] for model in models) / len(models) for key in models[0]}
names = ['first', 'second', 'down'] + [f'coarse.{i}' for i in range(7)] + ['up', 'third', 'heads']
parts = []
for name in names:
    weight, bias = state[name + '.weight'].numpy(), state[name + '.bias'].numpy()
    # [out, in, taps] -> [taps, in, out]; a transposed convolution has [in, out, taps].
    weight = weight.transpose(2, 0, 1) if name == 'up' else weight.transpose(2, 1, 0)
    parts += [weight.ravel(), bias.ravel()]
np.concatenate(parts).astype('<f2').tofile(sys.argv[-1])
