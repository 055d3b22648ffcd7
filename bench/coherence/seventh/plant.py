"""Plants faults of four kinds into footage of its own making (see scenes.py, faults.py, decoys.py), as careless pipelines and generators of video make them.

    python3 plant.py FOLDER [--seed 7] [--renders VIDEO...] [--photographs FOLDER] [--footage FOLDER] [--only WORD] [--portion K/N]

Writes FOLDER/NAME.mp4 and FOLDER/NAME.json (what was planted: kind, variant, strength, first and end frame). The same seed gives the same clips.
Clips that need renders, photographs or footage which are not given are left out, and it says so. Needs numpy, cv2, scipy and ffmpeg.
"""
import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
import cv2
import numpy as np
from decoys import DECOYS
from faults import MAKERS, STRENGTHS
from scenes import SCENES, generator

# kind, variant, footage, strength, objects, speed, photograph behind it
FAULTS = [
    ("flicker", "pump", "rain", 0, None, 1, 0), ("flicker", "pump", "handheld", 1, None, 1, 1), ("flicker", "pump", "render0", 2, None, 1, 0), ("flicker", "pump", "Megamind", 1, None, 1, 0),
    ("flicker", "gainhunt", "parallax", 0, None, 1, 0), ("flicker", "gainhunt", "crowd", 1, None, 1, 0), ("flicker", "gainhunt", "render1", 2, None, 1, 0),
    ("flicker", "keypop", "cube", 1, None, 1, 0), ("flicker", "keypop", "vtest", 0, None, 1, 0), ("flicker", "keypop", "studio", 2, None, 1, 0), ("flicker", "keypop", "walkers", 1, None, 1, 0),
    ("flicker", "kelvin", "puppet", 1, None, 1, 1), ("flicker", "kelvin", "sea", 0, None, 1, 0), ("flicker", "kelvin", "dusk", 2, None, 1, 0), ("flicker", "kelvin", "Megamind", 1, None, 1, 0),
    ("flicker", "local", "walkers", 1, "b", 1, 0), ("flicker", "local", "cube", 2, "cube", 1, 0), ("flicker", "local", "puppet", 0, "hat", 1, 0), ("flicker", "local", "render2", 1, None, 1, 0),
    ("blur", "lost", "parallax", 1, None, 3.2, 0), ("blur", "lost", "handheld", 2, None, 3, 1), ("blur", "lost", "walkers", 0, None, 2.5, 0), ("blur", "lost", "cube", 1, None, 3.5, 0),
    ("blur", "double", "parallax", 2, None, 2, 0), ("blur", "double", "handheld", 1, None, 2.2, 1), ("blur", "double", "crowd", 0, None, 2.5, 0), ("blur", "double", "sea", 1, None, 4, 0),
    ("blur", "focus", "puppet", 1, None, 1, 1), ("blur", "focus", "Megamind", 2, None, 1, 0), ("blur", "focus", "render0", 1, None, 1, 0), ("blur", "focus", "walkers", 0, None, 1, 0), ("blur", "focus", "rain", 1, None, 1, 0),
    ("blur", "ghost", "cube", 1, None, 2, 1), ("blur", "ghost", "render1", 2, None, 1, 0), ("blur", "ghost", "walkers", 1, None, 2, 1), ("blur", "ghost", "vtest", 0, None, 1, 0),
    ("blur", "upscale", "crowd", 1, None, 1, 0), ("blur", "upscale", "Megamind", 0, None, 1, 0), ("blur", "upscale", "render2", 2, None, 1, 0),
    ("blur", "part", "puppet", 1, None, 1, 0), ("blur", "part", "handheld", 2, None, 1, 1),
    ("teleport", "displace", "walkers", 1, "a", 1, 0), ("teleport", "displace", "puppet", 1, "eye", 1, 0), ("teleport", "displace", "cube", 2, "ball", 1, 0), ("teleport", "displace", "crowd", 0, "p1", 1, 0),
    ("teleport", "displace", "rain", 1, "car", 1, 0), ("teleport", "swap", "walkers", 1, "b", 1.2, 0), ("teleport", "swap", "walkers", 2, "a", 1, 1), ("teleport", "swap", "walkers", 0, "c", 1, 0),
    ("teleport", "vanish", "parallax", 1, "balloon", 1, 0), ("teleport", "vanish", "puppet", 2, "hat", 1, 0), ("teleport", "vanish", "sea", 0, "buoy", 1, 0), ("teleport", "vanish", "vtest", 1, None, 1, 0),
    ("teleport", "vanish", "rain", 1, "person", 1, 0), ("teleport", "popin", "handheld", 1, "kite", 1, 1), ("teleport", "popout", "crowd", 2, "p1", 1, 0), ("teleport", "popin", "dusk", 0, "moon", 1, 0),
    ("teleport", "exchange", "sea", 1, ("boat", "buoy"), 1, 0), ("teleport", "exchange", "studio", 2, ("ball", "ring"), 1, 0), ("teleport", "exchange", "crowd", 0, ("p0", "p2"), 1, 0),
    ("teleport", "slip", "handheld", 1, None, 1, 1), ("teleport", "slip", "vtest", 2, None, 1, 0), ("teleport", "slip", "render0", 1, None, 1, 0), ("teleport", "slip", "walkers", 0, None, 1, 1),
    ("band", "all", "dusk", 0, None, 1, 0), ("band", "all", "dusk", 1, None, 1.5, 0), ("band", "all", "studio", 2, None, 1, 0), ("band", "sky", "parallax", 1, None, 1, 0), ("band", "sky", "dusk", 2, None, 1, 0),
    ("band", "half", "studio", 1, None, 1, 0), ("band", "half", "Megamind", 1, None, 1, 0), ("band", "ordered", "dusk", 1, None, 1, 0), ("band", "ordered", "studio", 2, None, 1, 0),
    ("band", "stretch", "dusk", 1, None, 1, 0), ("band", "stretch", "puppet", 1, None, 1, 0), ("band", "all", "render0", 0, None, 1, 0), ("band", "all", "render1", 1, None, 1, 0), ("band", "all", "handheld", 1, None, 1, 1),
    ("band", "luma", "studio", 0, None, 1, 0), ("band", "crf", "studio", 1, None, 1, 0), ("band", "crf", "dusk", 2, None, 1, 0), ("band", "all", "cube", 1, None, 1, 0),
]
CLEAN = ["parallax", "walkers", "cube", "rain", "crowd", "puppet", "handheld", "dusk", "studio", "sea", "render0", "render1", "render2", "Megamind", "vtest"]
SMOOTH_ROOM = 0.55


def clips():
    for number, (kind, variant, footage, strength, target, speed, photo) in enumerate(FAULTS):
        yield {"name": f"{kind}-{number:02d}-{variant}-{STRENGTHS[strength]}-{footage.lower()}", "kind": kind, "variant": variant, "strength": strength, "footage": footage, "target": target, "speed": speed, "photo": bool(photo)}
    for footage in CLEAN:
        yield {"name": f"clean-{footage.lower()}", "kind": "clean", "footage": footage, "speed": 1, "photo": footage in ("handheld", "puppet")}
    for decoy in DECOYS:
        yield {"name": f"decoy-{decoy}", "kind": "decoy", "footage": decoy, "speed": 1, "photo": False}


def half(name):
    return "held-out" if hashlib.sha256(name.encode()).digest()[0] & 1 else "looked-at"


class Photographs:
    def __init__(self, folder):
        self.files = sorted(p for p in Path(folder).iterdir() if p.suffix.lower() in (".jpg", ".png")) if folder else []

    def __call__(self, rng, width, height):
        if not self.files:
            return None
        image = cv2.imread(str(self.files[int(rng.integers(len(self.files)))]))
        scale = max(width / image.shape[1], height / image.shape[0])
        image = cv2.resize(image, (int(np.ceil(image.shape[1] * scale)), int(np.ceil(image.shape[0] * scale))), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
        return image[top:top + height, left:left + width].astype(np.float32)


class Footage:
    """Frames of a video as a scene. A piece without a hard cut in its middle is taken where one is found."""
    objects = ()
    smooth = False

    def __init__(self, rng, path, width, height, fps, count, own_rate):
        self.width, self.height, self.fps = width, height, fps
        length = float(subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)], capture_output=True, text=True, check=True).stdout)
        if not own_rate:
            frames = int(subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-select_streams", "v", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", str(path)], capture_output=True, text=True, check=True).stdout.strip().strip(","))
            length = frames / fps
        shape = f"scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}"
        best = None
        for _ in range(6):
            start = rng.uniform(0, max(0.01, length - count / fps - 0.3))
            # A render is cut at its time; a sample video's own rate is put aside, and it is played frame by frame.
            cut, shape_of = (["-ss", f"{start:.3f}"], shape) if own_rate else ([], f"trim=start_frame={int(start * fps)},settb=1/{fps},setpts=N,{shape}")
            raw = subprocess.run(["ffmpeg", "-v", "error", *cut, "-i", str(path), "-map", "0:v", "-frames:v", str(count), "-vf", shape_of, "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "bgr24", "-"], capture_output=True, check=True).stdout
            frames = np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)
            if len(frames) < count:
                continue
            small = np.array([cv2.resize(f, (32, 18), interpolation=cv2.INTER_AREA) for f in frames]).astype(np.float32)
            step = np.abs(np.diff(small, axis=0)).mean((1, 2, 3))
            cuts = [0, *(np.flatnonzero(step > max(8, 6 * np.median(step))) + 1), count]
            longest = max(zip(cuts[:-1], cuts[1:]), key=lambda c: c[1] - c[0])
            if best is None or longest[1] - longest[0] > best[1][1] - best[1][0]:
                best = (frames, longest, start)
            if longest[1] - longest[0] > SMOOTH_ROOM * count:
                break
        self.frames, self.room, self.start = best
        self.back = None

    def draw(self, t, edits):
        return self.frames[int(np.clip(round(t * self.fps), 0, len(self.frames) - 1))].astype(np.float32)

    def without(self, i, image):
        """The picture of a still camera without its largest moving thing."""
        if self.back is None:
            self.back = np.median(self.frames[::4], axis=0).astype(np.float32)
        different = cv2.GaussianBlur(np.abs(image - self.back).max(2), (0, 0), 2) > 22
        _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(different.astype(np.uint8), np.ones((9, 9))))
        if len(stats) < 2:
            raise RuntimeError("nothing moves here")
        mask = cv2.GaussianBlur((labels == 1 + int(np.argmax(stats[1:, 4]))).astype(np.float32), (0, 0), 2)[..., None]
        return image * (1 - mask) + self.back * mask


def music(rng, path, seconds, beats):
    """Kick on the beats, hat between them, a soft chord: sound with a clear beat."""
    rate = 44100
    sound = np.zeros(int(seconds * rate))
    def add(at, tone):
        start = int(at * rate)
        if 0 <= start < len(sound):
            tone = tone[: len(sound) - start]
            sound[start:start + len(tone)] += tone
    t = np.arange(int(0.22 * rate)) / rate
    kick = np.sin(2 * np.pi * (50 * t + 90 * 0.03 * (1 - np.exp(-t / 0.03)))) * np.exp(-t / 0.07) * 0.7
    hat = rng.normal(size=len(t)) * np.exp(-t / 0.02) * 0.13
    gap = float(np.diff(beats).mean())
    for beat in beats:
        add(beat, kick)
        add(beat + gap / 2, hat)
    t = np.arange(len(sound)) / rate
    for note in (220, 277.2, 329.6):
        sound += 0.04 * np.sin(2 * np.pi * note * t + rng.uniform(0, 6))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(sound, -1, 1) * 32000).astype(np.int16).tobytes())


def place(clip, rng, scene, count, fps):
    """The clip's faults: one or two of its kind, apart from each other and from the clip's ends."""
    low, high = getattr(scene, "room", (0, count))
    low, high = low + int(0.35 * fps), high - int(0.3 * fps)
    kind, variant = clip["kind"], clip["variant"]
    whole = kind == "band" and variant != "stretch"
    single = whole or variant in ("popin", "popout", "gainhunt", "keypop", "stretch") or high - low < 2.6 * fps
    faults = []
    ranges = [(0, count)] if whole else [(low, high)] if single else [(low, (low + high) // 2 - 4), ((low + high) // 2 + 4, high)]
    for begin, stop in ranges:
        longest = {"flicker": 2.0, "blur": 0.65, "teleport": 0.4, "band": 2.2}[kind] * fps
        latest = max(begin, int(stop - longest))
        first = begin if whole else int(rng.integers(begin, latest + 1))
        fault, length = MAKERS[kind](variant, clip["strength"], rng, scene, first, stop - first, fps, clip["target"])
        faults.append({**fault, "kind": kind, "variant": variant, "strength": STRENGTHS[clip["strength"]], "first": int(first), "end": int(min(count, first + length))})
    return faults


def make(clip, folder, options, photographs):
    rng = generator(options.seed, clip["name"])
    fps = int(rng.choice([24, 25, 30]))
    width, height = [(640, 360), (640, 360), (640, 360), (854, 480)][int(rng.integers(4))]
    count = int(rng.uniform(3.2, 5.2) * fps)
    footage = clip["footage"]
    gap = 60 / rng.uniform(84, 148)
    beats = np.arange(rng.uniform(0.1, 0.4), 9, gap)
    audio = ["none", "music", "music"][int(rng.integers(3))]
    render = None
    if footage.startswith("render"):
        number = int(footage[-1])
        if len(options.renders) <= number:
            return f"{clip['name']} is left out: it needs a render"
        fps, render = 24, options.renders[number]
        count = 5 * fps
        if number == 2:
            width, height = 1280, 720
        scene = Footage(rng, render, width, height, fps, count, True)
    elif clip["kind"] == "decoy":
        audio = "music"
        count = int(4.6 * fps)
        if not photographs.files and footage in ("cuts", "dissolve", "whip", "focuspull", "blinking", "slides", "screens", "punch"):
            return f"{clip['name']} is left out: it needs photographs"
        scene = DECOYS[footage](rng, width, height, beats, photographs)
    elif footage in SCENES:
        if clip["photo"] and not photographs.files:
            return f"{clip['name']} is left out: it needs a photograph"
        if footage == "dusk":
            width, height = 640, 360
        scene = SCENES[footage](rng, width, height, clip["speed"], photographs(rng, width, height) if clip["photo"] else None)
    else:
        path = Path(options.footage or "", f"{footage}.avi")
        if not options.footage or not path.exists():
            return f"{clip['name']} is left out: it needs the footage {footage}"
        scene = Footage(rng, path, width, height, fps, count, False)
        audio = "none" if audio == "none" else "music"

    faults = place(clip, rng, scene, count, fps) if clip["kind"] in MAKERS else []
    smooth = getattr(scene, "smooth", False)
    grain = {"decoy": 0.0}.get(clip["kind"], float(rng.choice([0.0, 0.8, 1.6])))
    if clip["kind"] == "decoy" and footage == "grain":
        grain = 9.0
    crf = int(rng.choice([15, 17]) if smooth else rng.choice([17, 20, 23]))
    coder = str(rng.choice(["x264", "x264", "x264", "x265", "vp9"])) if height < 500 else "x264"
    if coder == "vp9":
        coding = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", str(crf + 8), "-b:v", "0", "-threads", "1"]
    elif coder == "x265":
        coding = ["-c:v", "libx265", "-preset", "veryfast", "-crf", str(crf), "-x265-params", "log-level=none:pools=1:frame-threads=1"]
    else:
        coding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", str(crf), "-threads", "1"]
    for fault in faults:
        if "coding" in fault:
            coding, grain = fault["coding"] + ["-threads", "1"], 0.0
    # Samples of the shutter: many where blur is the matter or things are fast; one where a frame's movement is under two pixels.
    quick = clip["speed"] > 1.1 or footage in ("parallax", "handheld", "whip", "cars", "confetti")
    samples = 1 if isinstance(scene, Footage) else 6 if clip["speed"] >= 2 else 3 if quick else 1
    shutter = 0.5 if samples > 1 else 0.0

    with tempfile.TemporaryDirectory() as scratch:
        sound = []
        if render:
            sound = ["-ss", f"{scene.start:.3f}", "-i", str(render)]
        elif audio == "music":
            music(rng, f"{scratch}/sound.wav", count / fps, beats)
            sound = ["-i", f"{scratch}/sound.wav"]
        command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{width}x{height}", "-r", str(fps), "-i", "-", *sound, "-map", "0:v"]
        command += ["-map", "1:a", "-c:a", "aac", "-t", f"{count / fps:.4f}"] if sound else []
        command += [*coding, "-pix_fmt", "yuv420p", f"{folder}/{clip['name']}.mp4"]
        coder_process = subprocess.Popen(command, stdin=subprocess.PIPE)
        past = []
        for i in range(count):
            active = [f for f in faults if f["first"] <= i < f["end"] or f.get("always")]
            edits, factor, n = {}, 1.0, samples
            for fault in active:
                if "edits" in fault:
                    edits.update(fault["edits"](i))
                if "shutter" in fault:
                    factor = fault["shutter"](i)
                    n = 1 if factor == 0 else int(np.ceil(samples * factor))
            t = i / fps
            pictures = [scene.draw(max(0.0, t + shutter * factor * ((k + 0.5) / n - 0.5) / fps), edits) for k in range(n)]
            image = (sum(pictures) / n).astype(np.float32)
            clean = image
            for fault in active:
                if "post" in fault:
                    image = fault["post"](i, image, past)
            past = [*past[-1:], clean]
            noise = rng.standard_normal(image.shape[:2], dtype=np.float32)[..., None]
            image = image + noise * max(grain, 0.35 if smooth else 0.0)
            for fault in active:
                if "quantise" in fault:
                    image = fault["quantise"](i, np.clip(image, 0, 255))
            coder_process.stdin.write(np.clip(np.round(image), 0, 255).astype(np.uint8).tobytes())
        coder_process.stdin.close()
        if coder_process.wait() != 0:
            raise RuntimeError(f"ffmpeg failed on {clip['name']}")
    told = [{key: fault[key] for key in ("kind", "variant", "strength", "first", "end", "levels") if key in fault} for fault in faults]
    truth = {"name": clip["name"], "half": half(clip["name"]), "footage": footage, "fps": fps, "frames": count, "width": width, "height": height, "sound": "render" if render else audio, "coder": coding[1], "crf": crf, "grain": grain, "faults": told}
    Path(folder, f"{clip['name']}.json").write_text(json.dumps(truth, indent=1))
    return None


def chosen(options):
    """The clips asked for: by word, by half, by portion (K/N)."""
    every = [c for c in clips() if (not options.only or options.only in c["name"]) and options.half in ("both", half(c["name"]))]
    if options.portion:
        k, n = (int(v) for v in options.portion.split("/"))
        every = every[k - 1::n]
    return every


def arguments(parser):
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--renders", nargs="*", default=[], help="finished renders; pieces of them with their music are used")
    parser.add_argument("--photographs", help="a folder of JPEG and PNG pictures")
    parser.add_argument("--footage", help="a folder with OpenCV's sample videos Megamind.avi and vtest.avi")
    parser.add_argument("--only", help="only clips whose name holds this word")
    parser.add_argument("--half", choices=("both", "looked-at", "held-out"), default="both")
    parser.add_argument("--portion", help="K/N: every Nth clip from the Kth")


def plant(options):
    Path(options.folder).mkdir(parents=True, exist_ok=True)
    photographs = Photographs(options.photographs)
    for clip in chosen(options):
        if Path(options.folder, f"{clip['name']}.json").exists():
            continue
        left_out = make(clip, options.folder, options, photographs)
        if left_out:
            print(left_out, file=sys.stderr)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments(parser)
    plant(parser.parse_args())
