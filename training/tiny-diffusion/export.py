"""Writes the trained model in the layout of the public hub's ONNX exports. Needs Debian's python3-torch and python3-onnx.

    python3 training/tiny-diffusion/export.py FOLDER MODEL_FOLDER

Weights are stored in half precision and widened when the model is opened, so that the files are small and CPUs compute in single precision.
"""

import argparse
import json
import pathlib
import sys

import torch

import tokenizer
from model import LATENT_CHANNELS, TEXT_LENGTH, TEXT_WIDTH, Decoder, Encoder, TextEncoder, UNet
from train import SIDE

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from halve_weights import halve_weights


def export(module, folder, inputs, names, output, axes):
    folder.mkdir(parents=True, exist_ok=True)
    path = str(folder / 'model.onnx')
    with torch.no_grad():
        torch.onnx.export(module.eval(), inputs, path, input_names=names, output_names=[output], dynamic_axes=axes, opset_version=16)
    halve_weights(path)


def write(path, fields):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(fields, indent=2) + '\n')


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('model', type=pathlib.Path)
    options = parser.parse_args()
    saved, vae = torch.load(options.folder / 'unet.pt'), torch.load(options.folder / 'vae.pt')
    scale = torch.load(options.folder / 'latents.pt')['scale']
    text_encoder, unet, encoder, decoder = TextEncoder(len(saved['vocabulary'])), UNet(), Encoder(), Decoder()
    torch.nn.ModuleList([text_encoder, unet]).load_state_dict(saved['means'])
    encoder.load_state_dict(vae['encoder']), decoder.load_state_dict(vae['decoder'])
    cell = SIDE // 8
    size = {0: 'batch', 2: 'height', 3: 'width'}
    text = torch.zeros(1, TEXT_LENGTH, dtype=torch.int64)
    out = options.model
    export(text_encoder, out / 'text_encoder', (text,), ['input_ids'], 'last_hidden_state', {'input_ids': {0: 'batch'}})
    latent = torch.randn(2, LATENT_CHANNELS, cell, cell)
    export(unet, out / 'unet', (latent, torch.tensor([500]), torch.randn(2, TEXT_LENGTH, TEXT_WIDTH)), ['sample', 'timestep', 'encoder_hidden_states'], 'out_sample',
           {'sample': size, 'encoder_hidden_states': {0: 'batch'}, 'out_sample': size})
    export(encoder, out / 'vae_encoder', (torch.randn(1, 3, SIDE, SIDE),), ['sample'], 'latent_sample', {'sample': size, 'latent_sample': size})
    export(decoder, out / 'vae_decoder', (latent,), ['latent_sample'], 'sample', {'latent_sample': size, 'sample': size})
    tokenizer.save(out / 'tokenizer', saved['vocabulary'], saved['merges'], TEXT_LENGTH)
    write(out / 'model_index.json', {
        '_class_name': 'StableDiffusionPipeline', 'scheduler': ['diffusers', 'DPMSolverMultistepScheduler'], 'text_encoder': ['diffusers', 'OnnxRuntimeModel'],
        'tokenizer': ['transformers', 'CLIPTokenizer'], 'unet': ['diffusers', 'OnnxRuntimeModel'], 'vae_decoder': ['diffusers', 'OnnxRuntimeModel'], 'vae_encoder': ['diffusers', 'OnnxRuntimeModel'],
    })
    write(out / 'scheduler' / 'scheduler_config.json', {
        '_class_name': 'DPMSolverMultistepScheduler', 'num_train_timesteps': 1000, 'beta_start': 0.00085, 'beta_end': 0.012, 'beta_schedule': 'scaled_linear',
        'prediction_type': 'v_prediction', 'timestep_spacing': 'trailing', 'steps_offset': 1, 'set_alpha_to_one': False, 'solver_order': 2, 'algorithm_type': 'dpmsolver++',
    })
    write(out / 'unet' / 'config.json', {'in_channels': LATENT_CHANNELS, 'sample_size': cell, 'cross_attention_dim': TEXT_WIDTH, 'block_out_channels': [unet.width, 2 * unet.width]})
    for part in ['vae_encoder', 'vae_decoder']:
        write(out / part / 'config.json', {'scaling_factor': scale, 'latent_channels': LATENT_CHANNELS, 'block_out_channels': [1, 1, 1, 1]})
