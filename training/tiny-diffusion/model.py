"""The small model: the parts of Stable Diffusion (Rombach et al. 2022) at a thousandth of the size.

A picture autoencoder that shrinks 8 times to 4 channels, a causal text transformer as CLIP's, and a U-Net with self- and cross-attention that is
conditioned on the time step. Inputs and outputs have the names and shapes that the published ONNX exports have.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

LATENT_CHANNELS = 4
TEXT_WIDTH = 64
TEXT_LENGTH = 24


def norm(channels):
    return nn.GroupNorm(8, channels, eps=1e-6)


class ResBlock(nn.Module):
    def __init__(self, inputs, outputs, time_width=0):
        super().__init__()
        self.norm1, self.conv1 = norm(inputs), nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm2, self.conv2 = norm(outputs), nn.Conv2d(outputs, outputs, 3, padding=1)
        self.time = nn.Linear(time_width, outputs) if time_width else None
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        nn.init.zeros_(self.conv2.weight)

    def forward(self, x, time=None):
        h = self.conv1(F.silu(self.norm1(x)))
        if self.time is not None:
            h = h + self.time(F.silu(time))[:, :, None, None]
        return self.skip(x) + self.conv2(F.silu(self.norm2(h)))


class Encoder(nn.Module):
    """sample: (batch, 3, height, width) in -1 to 1; gives latent_sample, the mean: (batch, 4, height / 8, width / 8)."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, 32, 3, padding=1), ResBlock(32, 32),
            nn.Conv2d(32, 64, 3, stride=2, padding=1), ResBlock(64, 64),
            nn.Conv2d(64, 96, 3, stride=2, padding=1), ResBlock(96, 96), norm(96), nn.SiLU(),
            nn.Conv2d(96, 2 * LATENT_CHANNELS, 3, padding=1),
        )

    def moments(self, x):
        mean, log_variance = self.body(x).chunk(2, 1)
        return mean, log_variance.clamp(-20, 10)

    def forward(self, sample):
        return self.moments(sample)[0]


class Decoder(nn.Module):
    """latent_sample: (batch, 4, h, w); gives sample: (batch, 3, 8 h, 8 w)."""

    def __init__(self):
        super().__init__()
        up = nn.Upsample(scale_factor=2, mode='nearest')
        self.body = nn.Sequential(
            nn.Conv2d(LATENT_CHANNELS, 96, 3, padding=1), ResBlock(96, 96), ResBlock(96, 96),
            up, nn.Conv2d(96, 64, 3, padding=1), ResBlock(64, 64), ResBlock(64, 64),
            up, nn.Conv2d(64, 32, 3, padding=1), ResBlock(32, 32), norm(32), nn.SiLU(),
            nn.Conv2d(32, 12, 3, padding=1), nn.PixelShuffle(2),
        )

    def forward(self, latent_sample):
        return self.body(latent_sample)


class Attention(nn.Module):
    def __init__(self, width, context_width=None, heads=4):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(context_width or width, width, bias=False)
        self.value = nn.Linear(context_width or width, width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x, context=None, mask=None):
        context = x if context is None else context

        def split(y):
            return y.reshape(y.shape[0], -1, self.heads, y.shape[2] // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(context)), split(self.value(context))
        scores = q @ k.transpose(-1, -2) / math.sqrt(x.shape[2] // self.heads)
        if mask is not None:
            scores = scores + mask
        y = scores.softmax(-1) @ v
        return self.out(y.transpose(1, 2).reshape(x.shape[0], -1, x.shape[2]))


class TextEncoder(nn.Module):
    """input_ids: (batch, 24) int64; gives last_hidden_state: (batch, 24, 64)."""

    def __init__(self, vocabulary, layers=2):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, TEXT_WIDTH)
        self.positions = nn.Parameter(0.02 * torch.randn(TEXT_LENGTH, TEXT_WIDTH))
        self.layers = nn.ModuleList(
            nn.ModuleDict({
                'norm1': nn.LayerNorm(TEXT_WIDTH), 'attention': Attention(TEXT_WIDTH),
                'norm2': nn.LayerNorm(TEXT_WIDTH), 'in': nn.Linear(TEXT_WIDTH, 4 * TEXT_WIDTH), 'out': nn.Linear(4 * TEXT_WIDTH, TEXT_WIDTH),
            }) for _ in range(layers)
        )
        self.norm = nn.LayerNorm(TEXT_WIDTH)
        self.register_buffer('mask', torch.full((TEXT_LENGTH, TEXT_LENGTH), -1e4).triu(1))

    def forward(self, input_ids):
        x = self.tokens(input_ids) + self.positions
        for layer in self.layers:
            x = x + layer['attention'](layer['norm1'](x), mask=self.mask)
            x = x + layer['out'](F.gelu(layer['in'](layer['norm2'](x))))
        return self.norm(x)


class Transformer(nn.Module):
    """Self-attention over the pixels, cross-attention to the text, feed-forward."""

    def __init__(self, channels):
        super().__init__()
        self.norm, self.norm1, self.norm2, self.norm3 = norm(channels), nn.LayerNorm(channels), nn.LayerNorm(channels), nn.LayerNorm(channels)
        self.self_attention, self.cross_attention = Attention(channels), Attention(channels, TEXT_WIDTH)
        self.inner, self.outer = nn.Linear(channels, 4 * channels), nn.Linear(4 * channels, channels)

    def forward(self, x, text):
        batch, channels, height, width = x.shape
        y = self.norm(x).flatten(2).transpose(1, 2)
        y = y + self.self_attention(self.norm1(y))
        y = y + self.cross_attention(self.norm2(y), text)
        y = y + self.outer(F.gelu(self.inner(self.norm3(y))))
        return x + y.transpose(1, 2).reshape(batch, channels, height, width)


class UNet(nn.Module):
    """sample: (batch, 4, h, w); timestep: (1) int64; encoder_hidden_states: (batch, 24, 64); gives out_sample like sample."""

    def __init__(self, wide=56, wider=112):
        super().__init__()
        self.width, time = wide, 4 * wide
        self.time = nn.Sequential(nn.Linear(wide, time), nn.SiLU(), nn.Linear(time, time))
        self.conv_in = nn.Conv2d(LATENT_CHANNELS, wide, 3, padding=1)
        self.down1, self.look1 = ResBlock(wide, wide, time), Transformer(wide)
        self.shrink = nn.Conv2d(wide, wide, 3, stride=2, padding=1)
        self.down2, self.look2 = ResBlock(wide, wider, time), Transformer(wider)
        self.middle1, self.look_middle, self.middle2 = ResBlock(wider, wider, time), Transformer(wider), ResBlock(wider, wider, time)
        self.up2, self.look3 = ResBlock(2 * wider, wider, time), Transformer(wider)
        self.up2b = ResBlock(wider + wide, wider, time)
        self.grow = nn.Conv2d(wider, wide, 3, padding=1)
        self.up1, self.look4 = ResBlock(2 * wide, wide, time), Transformer(wide)
        self.up1b = ResBlock(2 * wide, wide, time)
        self.norm, self.conv_out = norm(wide), nn.Conv2d(wide, LATENT_CHANNELS, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)

    def forward(self, sample, timestep, encoder_hidden_states):
        half = self.width // 2
        frequencies = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
        angles = timestep.to(torch.float32).reshape(-1, 1) * frequencies
        time = self.time(torch.cat([angles.cos(), angles.sin()], 1))
        time = time.expand(sample.shape[0], -1)
        text = encoder_hidden_states
        a = self.conv_in(sample)
        b = self.look1(self.down1(a, time), text)
        c = self.shrink(b)
        d = self.look2(self.down2(c, time), text)
        m = self.middle2(self.look_middle(self.middle1(d, time), text), time)
        m = self.look3(self.up2(torch.cat([m, d], 1), time), text)
        m = self.up2b(torch.cat([m, c], 1), time)
        m = self.grow(F.interpolate(m, scale_factor=2.0, mode='nearest'))
        m = self.look4(self.up1(torch.cat([m, b], 1), time), text)
        m = self.up1b(torch.cat([m, a], 1), time)
        return self.conv_out(F.silu(self.norm(m)))
