# Variance of Farneback flow magnitude from frame to frame, as scripts on OpenCV compute it: one JSON array on standard output.
#   /usr/bin/python3 farneback-opencv.py clip.mp4 [frames]
import json
import sys
import cv2
import numpy as np

capture = cv2.VideoCapture(sys.argv[1])
most = int(sys.argv[2]) if len(sys.argv) > 2 else 10**9
before, variances = None, []
while len(variances) + 1 < most:
    found, frame = capture.read()
    if not found:
        break
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    if before is not None:
        flow = cv2.calcOpticalFlowFarneback(before, grey, None, 0.5, 3, 15, 3, 5, 1.2, 0)
        magnitude, _ = cv2.cartToPolar(flow[..., 0], flow[..., 1])
        variances.append(float(np.var(magnitude)))
    before = grey
print(json.dumps(variances))
