# Records what OpenCV (Debian's python3-opencv, 4.6) makes of a small moving pattern; the test draws the same pattern.
#   /usr/bin/python3 record-farneback.py > farneback-opencv.json
import json
import numpy as np
import cv2

WIDTH, HEIGHT, FRAMES = 150, 101, 4


def picture(t):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.int64)
    wave = lambda n: np.abs(n % 64 - 32) * 4
    still = wave(x * 3 + 20) + wave(y * 5) + wave(x + 2 * y)
    moving = wave(x * 3 + 7 * t) + wave(y * 5 - 4 * t + x) + wave(x + 2 * y + 3 * t)
    return np.where((x - 60 - 2 * t) ** 2 + (y - 50) ** 2 < 900, moving, still).astype(np.float64) // 3


frames = [picture(t).astype(np.uint8) for t in range(FRAMES)]
pairs = []
for a, b in zip(frames, frames[1:]):
    flow = cv2.calcOpticalFlowFarneback(a, b, None, 0.5, 3, 15, 3, 5, 1.2, 0)
    magnitude, _ = cv2.cartToPolar(flow[..., 0], flow[..., 1])
    pairs.append({"variance": float(np.var(magnitude)), "flow": [round(float(v), 5) for v in flow[::20, ::15].ravel()]})
print(json.dumps({"opencv": cv2.__version__, "width": WIDTH, "height": HEIGHT, "every": [15, 20], "pairs": pairs}))
