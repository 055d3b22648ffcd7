import { signal } from '@preact/signals';
import { call, send, upload } from '../api.ts';
import { ask, begin, here, loadMaterial, loadView, logoVersion, view } from './production.ts';
import { attempt, open, tellFailure } from './studio.ts';

const endings = {
  track: /\.(mp3|wav|flac|m4a|aac|ogg|opus|aiff?|wma)$/i,
  words: /\.(lrc|srt|vtt|ass|ssa|ttml|xml|txt)$/i,
  media: /\.(jpe?g|png|webp|mp4|mov|webm|mkv|cube)$/i,
};
export const accepted =
  '.mp3,.wav,.flac,.m4a,.aac,.ogg,.opus,.aif,.aiff,.wma,.lrc,.srt,.vtt,.ass,.ttml,.txt,.jpg,.jpeg,.png,.webp,.mp4,.mov,.webm,.mkv,.cube';

/** What is being brought in, and how far it is. */
export const bringing = signal<{ name: string; fraction: number } | undefined>(undefined);

/** Uploads a file while the page shows how far it is. @returns the upload's id */
async function uploadShown(file: File): Promise<string> {
  bringing.value = { name: file.name, fraction: 0 };
  return upload(file, file.name, fraction => {
    bringing.value = { name: file.name, fraction };
  });
}

async function waitForRest(id: string): Promise<void> {
  for (;;) {
    const { state } = await call('readProduction', { params: { id } });
    if (state !== 'running' && state !== 'queued') return;
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

/** Adds words, pictures and footage to a production. */
async function addBeside(id: string, files: readonly File[]): Promise<void> {
  for (const file of files.filter(({ name }) => endings.media.test(name)))
    await call('addMedia', { params: { id }, body: { upload: await uploadShown(file) } });
  const words = files.find(({ name }) => endings.words.test(name));
  if (words) {
    // Words are kept once nothing works on the production.
    await waitForRest(id);
    await send('saveLyrics', { params: { id }, body: await words.text() });
  }
}

/** Makes a production of the example track. */
export const tryExample = (): Promise<boolean> =>
  attempt(async () => {
    const { id } = await call('createExample', { body: { settings: await call('readDefaults', {}) } });
    open(id);
  });

/** Makes a production of dropped files: a track, and what lies beside it. */
export async function bringIn(files: readonly File[]): Promise<void> {
  const tracks = files.filter(({ name }) => endings.track.test(name));
  const unknown = files.filter(({ name }) => !Object.values(endings).some(known => known.test(name)));
  if (unknown.length > 0)
    tellFailure(
      new Error(
        `${unknown.map(({ name }) => name).join(', ')}: neither a track, nor words, a picture, footage or colour table that Phosphene reads.`,
      ),
    );
  try {
    if (view.value && tracks.length === 0) {
      await addBeside(here().id, files);
      await Promise.all([loadView(), loadMaterial()]);
      return;
    }
    if (tracks.length === 0) {
      if (unknown.length === 0) tellFailure(new Error('Drop a track too: the video is made from the music.'));
      return;
    }
    const settings = await call('readDefaults', {});
    const { id } = await call('createProduction', { body: { upload: await uploadShown(tracks[0]), settings } });
    open(id);
    bringing.value = undefined;
    await addBeside(id, files);
    if (files.some(({ name }) => endings.words.test(name) || endings.media.test(name)) && view.value?.id === id)
      await loadMaterial();
  } catch (error) {
    tellFailure(error);
  } finally {
    bringing.value = undefined;
  }
}

/** Lays a picture over the whole video as its logo. */
export const bringLogo = (file: File): Promise<boolean> =>
  attempt(async () => {
    try {
      await ask(
        async params => call('saveLogo', { params, body: { upload: await uploadShown(file) } }),
        told => {
          view.value = told;
          logoVersion.value++;
        },
      );
    } finally {
      bringing.value = undefined;
    }
  });

export const removeLogo = (): Promise<boolean> =>
  attempt(async () => {
    await call('removeLogo', { params: here() });
    await loadView();
  });

/** Keeps words that were typed. */
export const keepWords = (text: string): Promise<boolean> =>
  attempt(async () => {
    await send('saveLyrics', { params: here(), body: text });
    await Promise.all([loadView(), loadMaterial()]);
  });

export const planAnew = (): Promise<boolean> => begin(call('planAnew', { params: here() }));
