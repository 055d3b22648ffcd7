"""A clip in the making: pictures, things that move in front of them, sound and cuts; and how it becomes a file."""
import subprocess
import wave
from dataclasses import dataclass, field

import numpy as np
from scipy.ndimage import gaussian_filter1d

WIDTH, HEIGHT = 640, 360
SOUND_RATE = 44100

ENCODERS = {
    'h264-16': ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16'],
    'h264-21': ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21'],
    'h264-26': ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26'],
    'hevc-24': ['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '24', '-x265-params', 'log-level=error'],
    'vp9-32': ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-crf', '32', '-b:v', '0'],
    'mpeg4-4': ['-c:v', 'mpeg4', '-q:v', '4'],
}


@dataclass
class Thing:
    """What moves in front of the background: per frame its picture (BGRA), the place of its centre, and whether it is seen."""

    pictures: list
    centres: np.ndarray
    seen: np.ndarray


@dataclass
class Clip:
    """Frames before things and grain are laid over them. `beats` and `cuts` are in seconds and frame numbers."""

    frames: list
    rate: float = 24
    things: list = field(default_factory=list)
    grain: float = 0
    beats: list = field(default_factory=list)
    cuts: list = field(default_factory=list)
    sound: np.ndarray | None = None
    scene_map: dict | None = None


def lay(frame, picture, centre):
    """Lays a BGRA picture over the frame, its centre at `centre` (pixels), cut at the borders."""
    height, width = picture.shape[:2]
    left, top = round(centre[0] - width / 2), round(centre[1] - height / 2)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + width, frame.shape[1]), min(top + height, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = picture[y0 - top:y1 - top, x0 - left:x1 - left].astype(np.float32)
    alpha = part[..., 3:] / 255
    frame[y0:y1, x0:x1] = (frame[y0:y1, x0:x1] * (1 - alpha) + part[..., :3] * alpha + .5).astype(np.uint8)


def composed(clip, seed):
    """The frames as a camera gives them: things laid over, and grain that differs from frame to frame."""
    random = np.random.default_rng(seed)
    noise = random.normal(0, clip.grain, (HEIGHT * 2, WIDTH * 2, 1)).astype(np.float32) if clip.grain else None
    out = []
    for index, frame in enumerate(clip.frames):
        frame = frame.copy()
        for thing in clip.things:
            if thing.seen[index]:
                lay(frame, thing.pictures[index], thing.centres[index])
        if noise is not None:
            y, x = random.integers(0, HEIGHT), random.integers(0, WIDTH)
            frame = np.clip(frame + noise[y:y + HEIGHT, x:x + WIDTH], 0, 255).astype(np.uint8)
        out.append(frame)
    return out


def write_video(path, frames, rate, encoder, sound=None):
    """Encodes the frames, with the sound if there is any."""
    command = ['ffmpeg', '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-s', f'{WIDTH}x{HEIGHT}', '-r', str(rate), '-i', '-']
    if sound is not None:
        with wave.open(f'{path}.wav', 'wb') as file:
            file.setnchannels(1), file.setsampwidth(2), file.setframerate(SOUND_RATE)
            file.writeframes((np.clip(sound, -1, 1) * 32767).astype('<i2').tobytes())
        command += ['-i', f'{path}.wav', '-c:a', 'libopus' if path.endswith('webm') else 'aac', '-b:a', '160k', '-shortest']
    command += ENCODERS[encoder] + ['-pix_fmt', 'yuv420p', '-threads', '1', path]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    for frame in frames:
        process.stdin.write(frame.tobytes())
    process.stdin.close()
    if process.wait():
        raise RuntimeError(f'{path} could not be encoded')


def read_video(path, start=0, seconds=None, crop=None):
    """Frames of a video at 640x360: the whole picture made small, or a crop (x, y, width, height)."""
    command = ['ffmpeg', '-v', 'error', '-ss', f'{start:.4f}'] + (['-t', f'{seconds:.4f}'] if seconds else []) + ['-i', path]
    scale = f'scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=increase:flags=area,crop={WIDTH}:{HEIGHT}'
    command += ['-vf', (f'crop={crop[2]}:{crop[3]}:{crop[0]}:{crop[1]},' if crop else '') + scale, '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-']
    data = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return list(np.frombuffer(data, np.uint8).reshape(-1, HEIGHT, WIDTH, 3).copy())


def read_sound(path, start, seconds):
    """The sound of a stretch, one channel, -1 to 1."""
    command = ['ffmpeg', '-v', 'error', '-ss', f'{start:.4f}', '-t', f'{seconds:.4f}', '-i', path, '-vn', '-ac', '1', '-ar', str(SOUND_RATE), '-f', 'f32le', '-']
    return np.frombuffer(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout, np.float32)


def smoothed(random, count, sigma, amplitude, columns=1):
    """Smooth chance: `count` rows of noise low-passed over `sigma` frames, with standard deviation `amplitude`."""
    noise = gaussian_filter1d(random.normal(0, 1, (count + 8 * int(sigma) + 2, columns)), sigma, axis=0)[:count]
    return noise / max(noise.std(), 1e-9) * amplitude
