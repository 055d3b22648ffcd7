import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder, thumps, writeWav } from '../../../test/tracks.ts';
import { whisper } from '../../media/whisper.ts';
import { openTranscription, TranscriptionError, transcribeTrack } from './index.ts';

interface Call {
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/**
 * Answers as the services publish them: OpenAI and Groq "verbose_json", ElevenLabs speech-to-text, Deepgram
 * pre-recorded.
 */
const answers: Record<string, unknown> = {
  '/v1/audio/transcriptions': {
    task: 'transcribe',
    language: 'english',
    duration: 4,
    text: 'Silver rain',
    words: [
      { word: 'Silver', start: 0.5, end: 0.9 },
      { word: 'rain', start: 1.25, end: 1.6 },
    ],
    usage: { type: 'duration', seconds: 4 },
  },
  '/groq/audio/transcriptions': {
    task: 'transcribe',
    language: 'English',
    duration: 4,
    text: ' Silver rain',
    words: [
      { word: 'Silver', start: 0.5, end: 0.9 },
      { word: 'rain', start: 1.25, end: 1.6 },
    ],
    x_groq: { id: 'req_1' },
  },
  '/eleven/v1/speech-to-text': {
    language_code: 'eng',
    language_probability: 0.98,
    text: 'Silver rain',
    words: [
      { text: 'Silver', type: 'word', start: 0.5, end: 0.9, speaker_id: null },
      { text: ' ', type: 'spacing', start: 0.9, end: 1.25, speaker_id: null },
      { text: 'rain', type: 'word', start: 1.25, end: 1.6, speaker_id: null },
    ],
  },
  '/deep/v1/listen': {
    metadata: { duration: 4 },
    results: {
      channels: [
        {
          alternatives: [
            {
              transcript: 'silver rain',
              words: [
                { word: 'silver', start: 0.5, end: 0.9, confidence: 0.99 },
                { word: 'rain', start: 1.25, end: 1.6, confidence: 0.97 },
              ],
            },
          ],
        },
      ],
    },
  },
};

async function standIn(t: {
  after(clean: () => void): void;
}): Promise<{ address: string; calls: Call[]; refuse(status: number): void }> {
  const calls: Call[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
      const path = new URL(request.url!, 'http://x').pathname;
      calls.push({ path, headers: request.headers, body: Buffer.concat(parts) });
      const answer = status === 200 ? answers[path] : { error: { message: 'your key sk-secret is wrong', type: 'x' } };
      response.writeHead(answer ? status : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, calls, refuse: value => (status = value) };
}

test('services hear words with their times; the track goes out as 16 kHz mono', async t => {
  const folder = temporaryFolder(t);
  const track = join(folder, 'song.wav');
  writeWav(track, 44100, [thumps(4, [1, 2])]);
  const { address, calls, refuse } = await standIn(t);
  const environment = {
    OPENAI_API_KEY: 'k-openai', OPENAI_BASE_URL: `${address}/v1`, GROQ_API_KEY: 'k-groq', GROQ_BASE_URL: `${address}/groq`,
    ELEVENLABS_API_KEY: 'k-eleven', ELEVENLABS_BASE_URL: `${address}/eleven`, DEEPGRAM_API_KEY: 'k-deep', DEEPGRAM_BASE_URL: `${address}/deep`,
  }; // biome-ignore format: pairs
  for (const [service, key] of [
    ['openai', 'k-openai'],
    ['groq', 'k-groq'],
    ['elevenlabs', 'k-eleven'],
    ['deepgram', 'k-deep'],
    [`${address}/v1`, 'none'],
  ]) {
    const opened = await openTranscription({ service, environment });
    assert.equal(opened.own, true, 'a server on this machine costs nothing');
    const words = await transcribeTrack(track, 4, opened);
    assert.deepEqual(
      words.map(({ text, start, end }) => [text.toLowerCase(), start, end]),
      [
        ['silver', 0.5, 0.9],
        ['rain', 1.25, 1.6],
      ],
      service,
    );
    const { headers, body } = calls.at(-1)!;
    assert.ok([headers.authorization, headers['xi-api-key']].join().includes(key), `${service} is given its key`);
    const riff = body.indexOf('RIFF');
    assert.ok(riff >= 0 && body.readUInt32LE(riff + 24) === 16000 && body.readUInt16LE(riff + 22) === 1, service);
    assert.equal(body.readUInt32LE(riff + 40), 4 * 16000 * 2, 'all of it');
    if (service === 'openai' || service === 'groq')
      assert.match(body.toString('latin1'), /timestamp_granularities\[\]"\s+word/, `${service} is asked for words`);
  }
  refuse(401);
  const refused = transcribeTrack(track, 4, await openTranscription({ service: 'openai', environment }));
  await assert.rejects(
    refused,
    (error: Error) => error instanceof TranscriptionError && error.message === 'OpenAI does not accept the key.',
  );
  const wrong: [string, RegExp][] = [
    ['openai', /needs OPENAI_API_KEY/],
    ['siri', /it is openai, groq/],
    ['http://example.com/v1', /https address/],
  ];
  for (const [service, message] of wrong)
    await assert.rejects(openTranscription({ service, environment: {} }), message);
});

test('a Whisper model that is none is refused in one sentence', async t => {
  const folder = temporaryFolder(t);
  const track = join(folder, 'song.wav');
  writeWav(track, 44100, [thumps(1, [0.5])]);
  await assert.rejects(whisper(track, join(folder, 'none.bin'), { duration: 1 }), /There is no Whisper model/);
  await assert.rejects(whisper(track, track, { duration: 1 }), /cannot be used as a Whisper model/);
});
