import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { writeWav } from '../../../test/tracks.ts';
import { renderVideo } from '../render-video.ts';
import type { RenderRequest } from './render-request.ts';

test('what is wrong with a request is told before the track is heard, and nothing is made', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-check-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('no-map.json'), '{ "scenes": [{ "start_time": 0 }] }');
  const scene = { start_time: 0, end_time: 1, description: 'waves', generator: 'runway' };
  const looks = { motion_intensity: 5, color_palette: 'teal', transition_type: 'cut' };
  writeFileSync(at('runway.json'), JSON.stringify({ audio_file: 'a.wav', scenes: [{ ...scene, ...looks }] }));
  const graded = { ...scene, ...looks, generator: 'built-in', grade: { look: 'none' } };
  writeFileSync(at('graded.json'), JSON.stringify({ audio_file: 'a.wav', scenes: [graded] }));
  const cases: [Partial<RenderRequest>, RegExp][] = [
    [{ lyrics: at('none.lrc') }, /none\.lrc: there is no such file; check the path\.$/],
    [{ logo: at('none.png') }, /^The logo: there is no file .*none\.png; check the path\.$/],
    [{ lut: at('none.cube') }, /none\.cube: there is no such file; check the path\.$/],
    [{ look: 'none' }, /^The look "none" is not available; choose one of /],
    [{ sceneMapPath: at('graded.json') }, /^Scene 1, grade: the look "none" is not available; choose one of /],
    [{ sceneMapPath: at('none.json') }, /^There is no scene map .*none\.json; check the path\.$/],
    [{ sceneMapPath: folder }, /is a folder; give the file of the scene map\.$/],
    [{ sceneMapPath: at('no-map.json') }, /line 1, audio_file: is missing[\s\S]*scenes\[0\]\.end_time: is missing/],
    [{ sceneMapPath: at('no-map.json'), director: 'claude' }, /is not directed; leave --director or --map out\.$/],
    [{ director: 'foo' }, /^There is no director "foo"; it is "claude", "gpt", or the address of/],
    [{ transcriptPath: at('none.json') }, /^There is no transcription .*none\.json; check the path\.$/],
    [{ whisperModel: at('none.bin') }, /^There is no Whisper model .*none\.bin; check the path\.$/],
    [{ transcribe: 'none' }, /^There is no transcription service "none"; it is openai, /],
    [{ transcribe: 'groq', environment: {} }, /^Groq needs GROQ_API_KEY; set it/],
    [{ footage: at('none') }, /^There is no folder .*none; --footage takes a folder of clips and stills\.$/],
    [{ credentials: { certificatePath: at('a.pem') } }, /^Signing needs both --certificate and --private-key/],
    [{ credentials: { certificatePath: at('a.pem'), privateKeyPath: at('b.pem') } }, /a\.pem cannot be read/],
    [{ bitDepth: 10 }, /^H\.264 in 10 bits is what few players take/],
    [{ codec: 'prores', constantQuality: 20, outputPath: at('a.mov') }, /^ProRes sets its own quality/],
    [{ generator: 'foo' }, /^There is no generator "foo"; choose one of built-in, /],
    [{ generator: 'runway', environment: {} }, /^Runway needs RUNWAYML_API_SECRET; set it in the environment/],
    [{ sceneMapPath: at('runway.json'), environment: {} }, /^Runway needs RUNWAYML_API_SECRET; set it/],
    [{ outputPath: `${at('out')}/` }, /out\/ is a folder; give the video a name in it, such as .*out\/video\.mp4\.$/],
    // A budget that is no number would bound nothing.
    [{ budget: Number.NaN }, /^budget must be dollars from 0, not NaN\.$/],
    [{ threads: 0 }, /^threads must be a whole number from 1, not 0\.$/],
    [{ qa: 'maybe' as never }, /^qa must be one of off, report, mend, regenerate, not "maybe"\.$/],
    [{ style: 5 as never }, /^style must be a text, not 5\.$/],
    [{ audioPath: undefined as never }, /^audioPath must be the path of a track, not undefined\.$/],
    [{ fallback: ['foo'] }, /^There is no generator "foo"; choose one of built-in, /],
    [{ upscale: 'none/none' }, /^The model none\/none was not pulled/],
    [{ variation: 99 }, /^Variations are numbered from 1 to 12, not 99\.$/],
    [{ start: -1 }, /^The start must be 0 seconds or later\.$/],
    [{ duration: 0 }, /^The duration must be more than 0 seconds\.$/],
  ];
  writeWav(at('a.wav'), 44100, [new Float32Array(44100)]);
  for (const [request, expected] of cases)
    await assert.rejects(
      renderVideo({
        audioPath: at('a.wav'),
        outputPath: at('a.mp4'),
        progress: ({ stage }) => assert.fail(`came as far as ${stage}`),
        ...request,
      }),
      { message: expected },
      JSON.stringify(request),
    );
  assert.deepEqual(readdirSync(folder).sort(), ['a.wav', 'graded.json', 'no-map.json', 'runway.json']);
});
