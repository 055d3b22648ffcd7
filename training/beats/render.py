"""Renders the songs to 44.1 kHz mono WAV. usage: python3 render.py FOLDER WAV_FOLDER (needs fluidsynth, ffmpeg and the sound fonts named below)"""
import json
import os
import subprocess
import sys

FONTS = {
    # Both under the MIT licence: Debian's fluid-soundfont-gm and musescore-general-soundfont-small.
    'FluidR3': '/usr/share/sounds/sf2/FluidR3_GM.sf2',
    'MuseScore': '/usr/share/sounds/sf3/MuseScore_General_Lite.sf3',
}

folder, output = sys.argv[1], sys.argv[2]
os.makedirs(output, exist_ok=True)
for name in sorted(os.listdir(folder), key=lambda n: int(n.split('.')[0])):
    if not name.endswith('.json'):
        continue
    seed = name[:-5]
    target = f'{output}/{seed}.wav'
    if os.path.exists(target):
        continue
    with open(f'{folder}/{name}') as f:
        song = json.load(f)
    raw, part = f'{output}/_{os.getpid()}.wav', f'{output}/_{os.getpid()}_out.wav'
    reverb = '1' if int(seed) % 2 else '0'
    subprocess.run(['fluidsynth', '-ni', '-q', '-r', '44100', '-g', '0.5', '-R', reverb, '-C', '0', '-o', 'synth.dynamic-sample-loading=1', '-F', raw, '-T', 'wav', FONTS[song['soundfont']], f'{folder}/{seed}.mid'],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = song['beats'][-1] + 1.5
    chain = song['filter']
    inputs = ['-i', raw]
    if song['noiseDecibels'] is not None:
        inputs += ['-f', 'lavfi', '-i', f"anoisesrc=color=pink:seed={seed}:amplitude={10 ** (song['noiseDecibels'] / 20):.5f}:r=44100"]
        arguments = ['-filter_complex', f'[0:a]pan=mono|c0=0.5*c0+0.5*c1[m];[m][1:a]amix=inputs=2:duration=first:normalize=0,{chain}']
    else:
        arguments = ['-af', f'pan=mono|c0=0.5*c0+0.5*c1,{chain}']
    subprocess.run(['ffmpeg', '-v', 'error', '-y', *inputs, *arguments, '-t', str(end), '-ac', '1', '-ar', '44100', '-c:a', 'pcm_s16le', part], check=True)
    os.rename(part, target)
    os.remove(raw)
