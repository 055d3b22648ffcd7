"""The list of clips: what is seen, frames a second, more about the footage, and what is planted in it."""
import numpy as np

import faults
from plant import rolled, sine, spot

COOL, WARM = (1.0, 0.1, -0.8), (-0.8, 0.1, 1.0)

LIGHT = [
    ('photo Garden.jpg 30 0.03', 25, {}, lambda c: c.light(1.2, 35, sine(3, 25, 0.09))),
    ('balls', 24, {'grain': 2.0}, lambda c: c.light(1.4, 22, rolled(c, 0.06))),
    ('render 2 12', 24, {}, lambda c: c.light(1.6, 1, lambda k: 1.2, off=True)),
    ('landscape', 30, {}, lambda c: c.light(1.7, 1, lambda k: 0.82, off=True)),
    ('singer', 25, {}, lambda c: c.light(1.1, 30, sine(5, 25, 0.2), mask=spot(c, 0.2, 0.35, 0.25, 0.5))),
    ('photo home.jpg 25 0.04', 25, {'grain': 1.5}, lambda c: c.light(1.3, 26, sine(4, 25, 0.1), colour=WARM)),
    ('render 1 32', 24, {}, lambda c: c.light(1.4, 18, lambda k: 1 + 0.07 * (-1) ** k)),
    ('boxes', 30, {}, lambda c: c.light(1.5, 7, lambda k: 0.84, off=True)),
    ('photo leuvenA.jpg 45 0.02 3', 24, {}, lambda c: c.span('light', 1.4, 24, faults.toned, lambda i: 1 + 0.14 * np.sin(2.1 * i))),
    ('photo LadyBird.jpg 14 0.02', 25, {}, lambda c: c.span('light', 1.0, 40, faults.hummed, 0.09)),
    ('snow building.jpg', 25, {}, lambda c: c.light(1.5, 3, lambda k: (1.12, 1.2, 1.1)[k], off=True)),
    ('cartoon', 24, {}, lambda c: c.light(1.8, 1, lambda k: 1.16, off=True, colour=(0.3, 1.0, 0.2))),
    ('render 0 50', 24, {'tall': 720}, lambda c: c.light(1.3, 20, rolled(c, 0.07))),
    ('photo YellowFlower.jpg 20 0.05', 30, {'tall': 720}, lambda c: c.light(1.2, 18, lambda k: 1 - 0.013 * (k + 1))),
    ('water fruits.jpg', 25, {}, lambda c: c.light(1.3, 25, sine(6, 25, 0.1))),
]

BLUR = [
    ('photo building.jpg 90 0.02', 25, {'samples': 10}, lambda c: c.span('blur', 1.8, 7, faults.softened, 2.4)),
    ('balls', 25, {'samples': 8}, lambda c: c.span('blur', 1.6, 8, lambda f, a, b: faults.shuttered(f, c.scene, c.fps, a, b, 2.2))),
    ('balls FreshFlower.jpg', 24, {'shutter': 0.9, 'samples': 10}, lambda c: c.span('blur', 1.7, 7, lambda f, a, b: faults.shuttered(f, c.scene, c.fps, a, b, 0))),
    ('photo leuvenB.jpg 220 0.0', 30, {'shutter': 0.8, 'samples': 10}, lambda c: c.span('blur', 1.5, 8, lambda f, a, b: faults.shuttered(f, c.scene, c.fps, a, b, 0))),
    ('render 2 33', 24, {}, lambda c: c.span('blur', 1.7, 6, faults.softened, 2.2)),
    ('landscape', 25, {}, lambda c: c.span('blur', 1.5, 8, faults.smeared, 13, 90)),
    ('boxes GreenMeadow.jpg', 24, {}, lambda c: c.span('blur', 1.6, 1, faults.softened, 2.6, off=True)),
    ('render 1 53', 24, {}, lambda c: c.span('blur', 1.6, 8, faults.doubled)),
    ('photo aloeL.jpg 70 0.05 2', 25, {'grain': 2.5}, lambda c: c.span('blur', 1.6, 9, faults.smeared, 11, 20)),
    ('boxes', 30, {'shutter': 0.6, 'samples': 8}, lambda c: c.span('blur', 1.4, 12, faults.softened, 2.5, every=2)),
    ('photo baboon.jpg 160 0.0', 25, {'samples': 10}, lambda c: c.span('blur', 1.8, 6, lambda f, a, b: faults.shuttered(f, c.scene, c.fps, a, b, 2.5))),
    ('photo messi5.jpg 30 0.03', 25, {}, lambda c: c.span('blur', 1.7, 8, faults.softened, 3.0, mask=spot(c, 0.5, 0.5, 0.28, 0.4))),
    ('render 0 21', 24, {'tall': 720}, lambda c: c.span('blur', 1.6, 6, faults.smeared, 19, 45)),
    ('photo Dune.jpg 240 0.0', 25, {'tall': 720, 'shutter': 0.6, 'samples': 10}, lambda c: c.span('blur', 1.7, 6, faults.softened, 3.6)),
    ('cartoon', 24, {}, lambda c: c.span('blur', 1.8, 6, faults.softened, 2.4)),
]

JUMP = [
    ('balls', 25, {}, lambda c: c.moved(1.6, 1, lambda k: {0: (90, -10)})),
    ('boxes', 24, {}, lambda c: c.moved(1.6, 4, lambda k: {1: (-80, 25)})),
    ('balls building.jpg', 30, {'grain': 2.0}, lambda c: c.moved(1.5, 3, lambda k: {1: None})),
    ('landscape', 25, {}, lambda c: c.moved(1.7, 1, lambda k: {0: (70, 0)}, to_end=True)),
    ('cartoon', 24, {}, lambda c: c.moved(1.6, 2, lambda k: {0: (60, 0)})),
    ('render 2 4', 24, {}, lambda c: c.span('jump', 1.7, 2, faults.patch_moved, 0.42, 0.55, 0.17, 0.06, 0.02, off=True)),
    ('photo fruits.jpg 25 0.02', 25, {}, lambda c: c.span('jump', 1.7, 3, faults.patch_set, 0.45, 0.45, 0.13, 0.2, 0.1, off=True)),
    ('render 1 23', 24, {}, lambda c: c.span('jump', 1.7, 3, faults.patch_moved, 0.5, 0.55, 0.2, 0.07, 0.0, off=True)),
    ('singer', 25, {}, lambda c: c.moved(1.6, 1, lambda k: {0: (46, 4)})),
    ('boxes Storm.jpg', 30, {'grain': 1.5}, lambda c: c.moved(1.6, 1, lambda k: {2: (85, 40)}, to_end=True)),
    ('photo leuvenA.jpg 50 0.02', 24, {}, lambda c: c.span('jump', 1.6, 1, faults.patch_moved, 0.6, 0.5, 0.22, -0.06, 0.0, off=True)),
    ('balls', 24, {'tall': 720}, lambda c: c.moved(1.6, 2, lambda k: {2: (-190, 0), 3: (160, -20)})),
    ('cartoon 2', 24, {}, lambda c: c.moved(1.7, 4, lambda k: {1: None})),
    ('photo butterfly.jpg 20 0.03', 25, {}, lambda c: c.span('jump', 1.7, 5, faults.patch_set, 0.5, 0.5, 0.14, -0.22, -0.08, off=True)),
    ('snow baboon.jpg', 25, {}, lambda c: c.span('jump', 1.6, 2, faults.patch_moved, 0.5, 0.5, 0.25, 0.0, 0.09, off=True)),
]

BAND = [
    ('dusk', 25, {}, lambda c: c.span('band', 1.2, 40, faults.quantised, 22)),
    ('dusk', 24, {}, lambda c: c.span('band', 0, 96, faults.quantised, 28)),
    ('stage', 25, {}, lambda c: c.span('band', 1.3, 35, faults.quantised, 24)),
    ('stage', 30, {}, lambda c: c.span('band', 0, 120, faults.quantised, 20, luma=False)),
    ('singer', 25, {}, lambda c: c.span('band', 1.0, 50, faults.quantised, 22)),
    ('landscape', 24, {}, lambda c: c.span('band', 0, 96, faults.quantised, 20)),
    ('render 2 54', 24, {}, lambda c: c.span('band', 1.2, 40, faults.quantised, 18)),
    ('render 1 60', 24, {}, lambda c: c.span('band', 0, 96, faults.quantised, 20)),
    ('photo Aqua.jpg 15 0.03', 25, {}, lambda c: c.span('band', 0, 100, faults.quantised, 18)),
    ('photo Storm.jpg 25 0.02', 24, {}, lambda c: c.span('band', 1.4, 36, faults.quantised, 22)),
    ('balls Aqua.jpg', 25, {}, lambda c: c.span('band', 1.2, 30, faults.quantised, 18, luma=False)),
    ('photo TwoWings.jpg 20 0.04', 30, {'tall': 720}, lambda c: c.span('band', 0, 120, faults.quantised, 20)),
    ('dusk', 25, {'grain': 1.0}, lambda c: c.span('band', 0, 100, faults.quantised, 18)),
    ('stage', 24, {}, lambda c: c.span('band', 1.3, 36, faults.quantised, 26, dark=True)),
    ('photo YellowFlower.jpg 15 0.02', 25, {}, lambda c: c.span('band', 1.2, 40, faults.quantised, 16, luma=False, mask=spot(c, 0.3, 0.4, 0.35, 0.6))),
]

FAULTY = {'light': LIGHT, 'blur': BLUR, 'jump': JUMP, 'band': BAND}

CLEAN = [(what, fps, more, None) for what, fps, more in [
    ('balls', 25, {'grain': 3.0}), ('boxes GreenMeadow.jpg', 24, {}), ('photo Garden.jpg 60 0.06', 25, {}), ('photo leuvenA.jpg 200 0.0 4', 24, {'grain': 2.0, 'samples': 8}),
    ('landscape', 25, {}), ('landscape', 30, {'grain': 2.5}), ('cartoon', 24, {}), ('cartoon 2', 24, {}), ('water fruits.jpg', 25, {}), ('water', 30, {'grain': 1.5}),
    ('snow home.jpg', 25, {}), ('embers Storm.jpg', 24, {}), ('dusk', 25, {}), ('dusk', 30, {'grain': 2.0}), ('stage', 24, {}), ('singer', 25, {}),
    ('render 0 4.2', 24, {}), ('render 1 3.5', 24, {}), ('render 2 38', 24, {'tall': 720}), ('photo Dune.jpg 90 -0.04 6', 30, {'tall': 720, 'grain': 3.0}),
]]
