import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { probeVideo } from '../src/media/index.ts';
import { run, runHere } from './command.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const execute = promisify(execFile);

test('the command keeps what it has compiled, and starts where nothing can be kept', async t => {
  const folder = temporaryFolder(t);
  const command = new URL('../src/cli/phosphene.js', import.meta.url).pathname;
  const help = async (cache: string): Promise<string> => {
    const env = { ...process.env, XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: '' };
    return (await execute(process.execPath, [command, 'analyze', '--help'], { cwd: folder, env, timeout: 60_000 }))
      .stdout;
  };
  const first = await help(join(folder, 'cache'));
  assert.match(first, /^Usage: phosphene analyze /);
  const [kept] = readdirSync(join(folder, 'cache', 'phosphene', 'compiled'));
  assert.ok(readdirSync(join(folder, 'cache', 'phosphene', 'compiled', kept)).length > 100);
  assert.equal(await help(join(folder, 'cache')), first);
  writeFileSync(join(folder, 'file'), '');
  assert.equal(await help(join(folder, 'file')), first);
});

test('an older Node goes on in the one that is installed beside the command', async t => {
  const folder = temporaryFolder(t);
  const command = new URL('../src/cli/phosphene.js', import.meta.url).pathname;
  // Claims to be an older Node, and says where it is the one that writes.
  const older = `data:text/javascript,
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } });
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = text => write('older: ' + text);`;
  const run = (...words: string[]) =>
    execute(process.execPath, ['--import', older, command, ...words], { cwd: folder });
  assert.match((await run('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
  await assert.rejects(run('analyze', 'missing.mp3'), {
    code: 1,
    stderr: /^There is no file .*missing\.mp3; check the path\.\n$/,
  });
});

const quick = ['-r', '128x72', '-q', 'draft', '--renderer', 'cpu'];
/** Of what is refused, and of tracks of all kinds, the process proves nothing: other tests start the program. */
const render = (folder: string, ...words: string[]) => runHere(folder, 'render', ...words);

test('bad inputs end in one clear sentence, without a stack trace or a file', async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'empty.mp3'), '');
  writeFileSync(join(folder, 'text.mp3'), 'dear diary, this is not music\n'.repeat(50));
  writeFileSync(
    join(folder, 'picture.png'),
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
  writeFileSync(join(folder, 'cut.wav'), Buffer.from('RIFF....WAVEfmt '));
  mkdirSync(join(folder, 'songs'));
  const cases: [string, RegExp][] = [
    ['missing.mp3', /^There is no file .*missing\.mp3; check the path\.$/],
    ['empty.mp3', /^empty\.mp3 is empty \(0 bytes\)/],
    ['text.mp3', /^text\.mp3 (?:is not a media file|holds no sound|has no sound|is damaged)/],
    ['picture.png', /^picture\.png is a picture; give an audio file/],
    ['cut.wav', /^cut\.wav is not a media file/],
    ['songs', /is a folder; give one file\.$/],
  ];
  for (const [name, expected] of cases) {
    const { code, stderr, stdout } = await render(folder, name, ...quick);
    assert.equal(code, 1, name);
    const last = stderr.trim().split('\n').at(-1)!;
    assert.match(last, expected);
    assert.doesNotMatch(stderr + stdout, /\n\s+at |node:internal/, 'no stack trace');
  }
  assert.deepEqual(
    readdirSync(folder).filter(name => name.endsWith('.mp4')),
    [],
  );
});

test('options that make no sense are refused before anything is heard', async t => {
  const folder = temporaryFolder(t);
  writeWav(join(folder, 'a.wav'), 44100, [thumps(1, [0.1])]);
  writeFileSync(join(folder, '-x song.wav'), '');
  const cases: [string[], number, RegExp][] = [
    [['--threads', '0'], 2, /Give a whole number from 1/],
    [['-x song.wav'], 2, /unknown option '-x song\.wav'\nThere is a file -x song\.wav: give it as \.\/-x song\.wav$/m],
    [['--threads', '100000'], 2, /Give a whole number from 1 to 256/],
    [['--threads', '1.5'], 2, /Give a whole number from 1/],
    [['--crf', '20', '-b', '5'], 2, /'--crf <number>' cannot be used with option '-b, --bitrate/],
    [['--director-timeout', '-3'], 2, /Give a number above 0/],
    [['--variations', '1'], 2, /Give a whole number from 2/],
    [['--map', 'map.json', '--style', 'sea'], 2, /'-s, --style <words>' cannot be used with option '-m, --map/],
    [['--director', 'foo'], 2, /There is no director "foo"; it is "claude", "gpt", or the address of an OpenAI/],
    [['--director', 'http://example.com/v1'], 2, /must be an https address, or http on this machine/],
    [['--logo-size', '0.3'], 1, /^--logo-size says how a logo stands; name its file, too: --logo FILE\.$/m],
    [['-r', '1279x720'], 1, /must be even numbers/],
    [['-r', '1280x720', '-a', '9:16'], 1, /^-r 1280x720 is not 9:16 in shape: leave -a out, or give/m],
  ];
  for (const [words, expectedCode, expected] of cases) {
    // The hint about a name that begins as options do is the program's own.
    const { code, stderr } = words[0].startsWith('-x')
      ? await run(folder, 'render', 'a.wav', ...words)
      : await render(folder, 'a.wav', ...words);
    assert.equal(code, expectedCode, `${words.join(' ')}: ${stderr}`);
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, /Listening|Planning/);
  }
  assert.deepEqual(readdirSync(folder), ['-x song.wav', 'a.wav']);
});

test('where a result cannot be written is told before anything is heard, and its folder is made', async t => {
  const folder = temporaryFolder(t);
  writeWav(join(folder, 'a.wav'), 44100, [thumps(1, [0.1])]);
  mkdirSync(join(folder, 'pages'));
  for (const [name, ...words] of [
    ['analyze', 'a.wav', '--json', 'pages'],
    ['analyze', 'a.wav', '--page', 'pages'],
    ['schedule', 'a.wav', '-o', 'pages'],
    ['artifacts', 'a.wav', '--json', 'pages'],
  ]) {
    const { code, stderr } = await runHere(folder, name, ...words);
    assert.equal(code, 1, words.join(' '));
    assert.match(stderr, /^pages is a folder; give the file a name in it\.$/m);
    assert.doesNotMatch(stderr, /Listening|Planning|Looking/);
  }
  const { code, stderr } = await run(folder, '--log', 'json', 'analyze', 'a.wav', '--json', 'new/a.json');
  assert.equal(code, 0, stderr);
  assert.ok(existsSync(join(folder, 'new', 'a.json')));
  assert.match(stderr, /^\{"time":/, 'an option of the program stands before the command as well');
});

test('names that no video can have, and files of others, are told before anything is made', async t => {
  const folder = temporaryFolder(t);
  writeWav(join(folder, 'a.wav'), 44100, [thumps(1, [0.1])]);
  mkdirSync(join(folder, 'films'));
  const cases: [string[], RegExp][] = [
    [['-o', 'films'], /films is a folder; give the video a name in it/],
    [
      ['-o', `${'ü'.repeat(120)}.mp4`],
      /^The video's name is too long for a file \(244 bytes, \d+ at most\); give it a/m,
    ],
    [['-o', 'a.avi'], /^No h264 video is written as \.avi; give it a name that ends in \.mp4, \.mov or \.mkv\.$/m],
    [['-o', 'a.webm', '-c', 'av1'], /ends in \.mp4 or \.mkv/],
    [['-o', 'a.mp4', '-c', 'prores'], /ends in \.mov or \.mkv/],
  ];
  for (const [words, expected] of cases) {
    const { code, stderr } = await render(folder, 'a.wav', ...words);
    assert.equal(code, 1, words.join(' '));
    assert.match(stderr, expected);
  }
  assert.deepEqual(readdirSync(folder).sort(), ['a.wav', 'films']);

  // A film of the user's own, under the name that the video has by default.
  writeFileSync(join(folder, 'a.mp4'), 'my only copy');
  await runHere(folder, 'plan', 'a.wav');
  const { code, stderr } = await render(folder, 'a.wav', ...quick);
  assert.equal(code, 1);
  assert.match(stderr, /a\.mp4 is there already, and no production beside it .* choose another --output\.$/m);
  assert.equal(readFileSync(join(folder, 'a.mp4'), 'utf8'), 'my only copy');
  for (const again of [1, 2])
    assert.equal((await render(folder, 'a.wav', ...quick, '-o', 'v 1.2')).code, 0, `${again}`);
  assert.ok(
    (await probeVideo(join(folder, 'v 1.2'))).frames > 0,
    'an ending that is no kind of file is a part of the name',
  );
});

test('odd but honest tracks become videos', async t => {
  const folder = temporaryFolder(t);
  const times = [0.1, 0.6, 1.1];
  writeWav(join(folder, 'silent.wav'), 44100, [new Float32Array(44100)]);
  writeWav(join(folder, 'short.wav'), 44100, [thumps(0.3, [0.05])]);
  writeWav(join(folder, 'low.wav'), 8000, [thumps(1.5, times, 8000)]);
  writeWav(join(folder, 'high.wav'), 192000, [thumps(1.5, times, 192000)]);
  const eight = Array.from({ length: 8 }, () => thumps(1.5, times));
  writeWav(join(folder, 'eight.wav'), 44100, eight);
  const frames: Record<string, number> = { silent: 24, short: 8, low: 36, high: 36, eight: 36 };
  for (const [name, expected] of Object.entries(frames)) {
    const { code, stdout, stderr } = await render(folder, `${name}.wav`, ...quick, '--json');
    assert.equal(code, 0, `${name}: ${stderr}`);
    assert.equal(JSON.parse(stdout).frames, expected, name);
    assert.ok(existsSync(join(folder, `${name}.mp4`)));
  }
});

test('a track of which a part is missing is used as far as it goes, and this is said', async t => {
  const folder = temporaryFolder(t);
  writeWav(join(folder, 'cut.wav'), 44100, [thumps(8, [0.5, 1])]);
  truncateSync(join(folder, 'cut.wav'), 44 + 44100 * 2 * 3);
  const { code, stdout } = await runHere(folder, 'analyze', 'cut.wav');
  assert.equal(code, 0);
  assert.match(stdout, /^cut\.wav ends after 0:03\.0 of the 0:08\.0 that its header tells: a part of the file/m);
});

test('a broken scene map is refused with its places', async t => {
  const folder = temporaryFolder(t);
  writeWav(join(folder, 'a.wav'), 44100, [thumps(2, [0.5, 1])]);
  writeFileSync(
    join(folder, 'map.json'),
    '{"audio_file":"a.wav","output_resolution":"1080p","frame_rate":24,"scenes":[{"start_time":"0:00","end_time":"0:02","description":"x","motion_intensity":40,"color_palette":["red"],"transition_type":"wipe"}]}',
  );
  const { code, stderr } = await render(folder, 'a.wav', ...quick, '--map', 'map.json');
  assert.equal(code, 1);
  assert.match(stderr, /scenes\[0\]\.motion_intensity/);
  assert.match(stderr, /scenes\[0\]\.transition_type/);
});

test('plan, analyze, doctor and help do what they say', async t => {
  const folder = temporaryFolder(t);
  writeWav(join(folder, 'a.wav'), 44100, [
    thumps(
      12,
      Array.from({ length: 24 }, (_, i) => i * 0.5),
    ),
  ]);
  const plan = await run(folder, 'plan', 'a.wav', '--style', 'neon city in the rain');
  assert.equal(plan.code, 0, plan.stderr);
  const map = JSON.parse(readFileSync(join(folder, 'a.phosphene', 'scene-map.json'), 'utf8'));
  assert.equal(map.audio_file, 'a.wav');
  assert.ok(map.scenes.length >= 1);
  const analyze = await run(folder, 'analyze', 'a.wav', '--json', 'out.json');
  assert.equal(analyze.code, 0, analyze.stderr);
  const analysis = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
  assert.ok(Math.abs(analysis.tempo - 120) < 1, `${analysis.tempo} BPM`);
  for (const key of ['beats', 'downbeats', 'sections', 'tempo', 'duration']) assert.ok(key in analysis, key);
  assert.ok(
    analysis.beats.every(
      (beat: { time: number; confidence: number }) => beat.time >= 0 && beat.confidence >= 0 && beat.confidence <= 1,
    ),
  );
  assert.match(
    readFileSync(join(folder, 'a.phosphene', 'analysis.html'), 'utf8'),
    /<svg[\s\S]*Sections[\s\S]*<\/html>/,
  );
  const files = [
    '--write-beats',
    'beats.txt',
    '--csv',
    'f.csv',
    '--fps',
    '30',
    '--page',
    'p.html',
    '--embeddings',
    'e.npy',
  ];
  assert.equal((await runHere(folder, 'analyze', 'a.wav', ...files)).code, 0);
  const [head, ...rows] = readFileSync(join(folder, 'f.csv'), 'utf8').trim().split('\n');
  assert.equal(rows.length, 360);
  assert.ok(rows.every(row => row.split(',').length === head.split(',').length));
  assert.ok(existsSync(join(folder, 'p.html')));
  const array = readFileSync(join(folder, 'e.npy'));
  const headerEnd = 10 + array.readUInt16LE(8);
  assert.match(array.toString('latin1', 0, headerEnd), /NUMPY.*\{'descr': '<f4'.*\(360, 512\), \} *\n$/s);
  assert.equal(headerEnd % 64, 0);
  assert.equal(array.length, headerEnd + 4 * 360 * 512);
  const last = Array.from({ length: 512 }, (_, i) => array.readFloatLE(array.length - 4 * 512 + 4 * i));
  assert.ok(Math.abs(Math.hypot(...last) - 1) < 1e-5);
  const beats = readFileSync(join(folder, 'beats.txt'), 'utf8').trim().split('\n');
  assert.equal(beats.length, analysis.beats.length);
  // Every second beat only: the plan follows the file, and is made anew for it.
  writeFileSync(
    join(folder, 'half.txt'),
    beats
      .filter((_, i) => i % 2 === 0)
      .map(line => line.split('\t')[0])
      .join('\n'),
  );
  const style = ['--style', 'neon city in the rain'];
  const corrected = await runHere(folder, 'plan', 'a.wav', '--beats', 'half.txt', ...style);
  assert.equal(corrected.code, 0, corrected.stderr);
  assert.match(corrected.stdout, /60 beats per minute \(100% sure\)/);
  writeFileSync(join(folder, 'bad.txt'), '0.5\nsoon\n');
  const refused = await render(folder, 'a.wav', '--beats', 'bad.txt', ...quick);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^bad\.txt, line 2: "soon" does not begin with a time/m);
  const doctor = await run(folder, 'doctor', '--json');
  assert.equal(doctor.code, 0, doctor.stderr);
  const { cores, encoders, note } = JSON.parse(doctor.stdout);
  assert.ok(cores >= 1 && encoders.includes('libx264'));
  assert.match(note, /^Drawing on the /);
  const help = await run(folder, 'render', '--help');
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--preview/);
  const wrong = await run(folder, 'render', 'a.wav', '--fps', '17');
  assert.equal(wrong.code, 2);
});
