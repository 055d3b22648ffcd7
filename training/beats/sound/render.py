"""Renders the songs to 44.1 kHz mono WAV. usage: python3 -m sound.render FOLDER WAV_FOLDER [FEATURES_FOLDER] (needs libfluidsynth 3, ffmpeg and the sound fonts named below)

Songs that FEATURES_FOLDER has already are passed over. They come in an order of no meaning, so that training may begin on a fair part of them.
"""
import ctypes
import hashlib
import json
import os
import subprocess
import sys

FONTS = {
    # Both under the MIT licence: Debian's fluid-soundfont-gm and musescore-general-soundfont-small.
    'FluidR3': '/usr/share/sounds/sf2/FluidR3_GM.sf2',
    'MuseScore': '/usr/share/sounds/sf3/MuseScore_General_Lite.sf3',
}
fluid = ctypes.CDLL('libfluidsynth.so.3')
for name in ('new_fluid_settings', 'new_fluid_synth', 'new_fluid_player', 'new_fluid_file_renderer'):
    getattr(fluid, name).restype = ctypes.c_void_p


class Synthesizer:
    """A synthesizer that keeps its sound font: to load one takes longer than to play a song."""

    def __init__(self, font):
        self.settings = ctypes.c_void_p(fluid.new_fluid_settings())
        fluid.fluid_settings_setnum(self.settings, b'synth.sample-rate', ctypes.c_double(44100))
        fluid.fluid_settings_setnum(self.settings, b'synth.gain', ctypes.c_double(0.5))
        fluid.fluid_settings_setint(self.settings, b'synth.chorus.active', 0)
        fluid.fluid_settings_setstr(self.settings, b'player.timing-source', b'sample')
        fluid.fluid_settings_setint(self.settings, b'synth.lock-memory', 0)
        fluid.fluid_settings_setstr(self.settings, b'audio.file.type', b'wav')
        self.synth = ctypes.c_void_p(fluid.new_fluid_synth(self.settings))
        if fluid.fluid_synth_sfload(self.synth, font.encode(), 1) < 0:
            raise OSError(f'{font} cannot be loaded')

    def render(self, midi, wav, reverb):
        fluid.fluid_synth_system_reset(self.synth)
        fluid.fluid_synth_set_reverb_on(self.synth, int(reverb))
        fluid.fluid_settings_setstr(self.settings, b'audio.file.name', wav.encode())
        player = ctypes.c_void_p(fluid.new_fluid_player(self.synth))
        fluid.fluid_player_add(player, midi.encode())
        fluid.fluid_player_play(player)
        renderer = ctypes.c_void_p(fluid.new_fluid_file_renderer(self.synth))
        while fluid.fluid_player_get_status(player) == 1 and fluid.fluid_file_renderer_process_block(renderer) == 0:
            pass
        fluid.delete_fluid_file_renderer(renderer)
        fluid.delete_fluid_player(player)


def main():
    folder, output, made = (sys.argv[1:] + [None])[:3]
    os.makedirs(output, exist_ok=True)
    synthesizers = {}
    for name in sorted(os.listdir(folder), key=lambda n: hashlib.md5(n.encode()).hexdigest()):
        if not name.endswith('.json'):
            continue
        seed = name[:-5]
        target = f'{output}/{seed}.wav'
        if os.path.exists(target) or made and os.path.exists(f'{made}/{seed}.u8'):
            continue
        with open(f'{folder}/{name}') as f:
            song = json.load(f)
        raw, part = f'{output}/_{os.getpid()}.wav', f'{output}/_{os.getpid()}_out.wav'
        font = song['soundfont']
        if font not in synthesizers:
            synthesizers[font] = Synthesizer(FONTS[font])
        synthesizers[font].render(f'{folder}/{seed}.mid', raw, int(seed) % 2)
        end = song['beats'][-1] + 1.5
        chain, colour = song['filter'], song['noiseColour']
        inputs = ['-i', raw]
        if song['noiseDecibels'] is not None:
            inputs += ['-f', 'lavfi', '-i', f"anoisesrc=color={colour}:seed={seed}:amplitude={10 ** (song['noiseDecibels'] / 20):.5f}:r=44100"]
            arguments = ['-filter_complex', f'[0:a]pan=mono|c0=0.5*c0+0.5*c1[m];[m][1:a]amix=inputs=2:duration=first:normalize=0,{chain}']
        else:
            arguments = ['-af', f'pan=mono|c0=0.5*c0+0.5*c1,{chain}']
        subprocess.run(['ffmpeg', '-v', 'error', '-y', *inputs, *arguments, '-t', str(end), '-ac', '1', '-ar', '44100', '-c:a', 'pcm_s16le', part], check=True)
        os.rename(part, target)
        os.remove(raw)


if __name__ == '__main__':
    main()
