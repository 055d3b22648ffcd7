import type { Capabilities, ClipSize, Model } from '../port.ts';

/** How one model on fal wants its fields; every name differs from model to model. */
export interface FalEndpoint {
  /** Endpoint for prompts alone; undefined where the model needs a picture or sound. */
  text?: string;
  /** Endpoint for prompts with a first frame. */
  image?: string;
  fields: {
    firstFrame?: string;
    lastFrame?: string;
    audio?: string;
    guidance?: string;
    /** Fields that every request carries. */
    fixed?: Record<string, unknown>;
  };
  /** How a length is written: "5", "5s", as frames, or not at all because the sound decides. */
  duration: 'text' | 'seconds-text' | 'frames' | 'from-audio';
  /** Whether the endpoint for prompts / for pictures takes an aspect ratio and a resolution. */
  aspectRatio: { text: boolean; image: boolean };
  resolution: boolean;
  model: Model;
}

const plain: Capabilities = {
  durations: [5, 10], sizes: [], frameRate: 24, text: true, firstFrame: 'optional', lastFrame: false, references: 0, audio: 'no', seed: false, negativePrompt: false,
  guidance: false, promptLength: 2000,
}; // biome-ignore format: a table

const shapes: Readonly<Record<string, readonly [number, number]>> = { '16:9': [16, 9], '9:16': [9, 16], '1:1': [1, 1], '4:3': [4, 3], '3:4': [3, 4], '4:5': [4, 5], '5:4': [5, 4], '3:2': [3, 2], '2:3': [2, 3], '21:9': [21, 9], '9:21': [9, 21] }; // biome-ignore format: a table

/** Sizes with a short side, one for each shape. */
const sizes = (resolution: string, short: number, ...ratios: string[]): ClipSize[] =>
  ratios.map(aspectRatio => {
    const [across, down] = shapes[aspectRatio];
    const long = Math.round((short * Math.max(across, down)) / Math.min(across, down) / 2) * 2;
    return { aspectRatio, resolution, width: across >= down ? long : short, height: across >= down ? short : long };
  });

const common = ['16:9', '9:16', '1:1'];
const remembered = {
  asOf: '2025-12-15',
  source: "the model's page, from memory and not checked; fal's API tells today's price",
};
const unpriced = { asOf: '2026-11-23', source: "not published where we could read it; fal's API tells today's price" };

/** The models of fal that Phosphene speaks to, checked against the types of `@fal-ai/client` 1.10.1. */
export const falEndpoints: readonly FalEndpoint[] = [
  {
    text: 'fal-ai/pika/v2.2/text-to-video', image: 'fal-ai/pika/v2.2/image-to-video', fields: { firstFrame: 'image_url' }, duration: 'text', aspectRatio: { text: true, image: false }, resolution: true,
    model: { name: 'pika-2.2', title: 'Pika 2.2', price: { usdPerSecond: 0.09, ...remembered }, typicalSeconds: 90, coherence: 0.85,
      capabilities: { ...plain, seed: true, negativePrompt: true, sizes: [...sizes('1080p', 1080, ...common, '4:5', '5:4', '3:2', '2:3'), ...sizes('720p', 720, ...common, '4:5', '5:4', '3:2', '2:3')] } },
  },
  {
    text: 'fal-ai/kling-video/v3/pro/text-to-video', image: 'fal-ai/kling-video/v3/pro/image-to-video', fields: { firstFrame: 'start_image_url', lastFrame: 'end_image_url', guidance: 'cfg_scale', fixed: { generate_audio: false } }, duration: 'text', aspectRatio: { text: true, image: false }, resolution: false,
    model: { name: 'kling-3-pro', title: 'Kling 3 Pro', price: { usdPerSecond: 0.224, ...remembered }, typicalSeconds: 180, coherence: 0.8,
      capabilities: { ...plain, durations: { least: 3, most: 15, step: 1 }, sizes: sizes('1080p', 1080, ...common), lastFrame: true, negativePrompt: true } },
  },
  {
    text: 'fal-ai/kling-video/v2.5-turbo/pro/text-to-video', image: 'fal-ai/kling-video/v2.5-turbo/pro/image-to-video', fields: { firstFrame: 'image_url', lastFrame: 'tail_image_url' }, duration: 'text', aspectRatio: { text: true, image: false }, resolution: false,
    model: { name: 'kling-2.5-turbo', title: 'Kling 2.5 Turbo Pro', price: { usdPerSecond: 0.07, ...remembered }, typicalSeconds: 120, coherence: 0.8,
      capabilities: { ...plain, sizes: sizes('1080p', 1080, ...common), lastFrame: true, negativePrompt: true } },
  },
  {
    text: 'fal-ai/luma-dream-machine/ray-2', image: 'fal-ai/luma-dream-machine/ray-2/image-to-video', fields: { firstFrame: 'image_url', lastFrame: 'end_image_url' }, duration: 'seconds-text', aspectRatio: { text: true, image: true }, resolution: true,
    model: { name: 'luma-ray-2', title: 'Luma Ray 2', price: { usdPerSecond: 0.2, ...remembered }, typicalSeconds: 120,
      capabilities: { ...plain, durations: [5, 9], sizes: [...sizes('720p', 720, '16:9', '9:16', '4:3', '3:4', '21:9', '9:21'), ...sizes('1080p', 1080, '16:9', '9:16', '4:3', '3:4')], lastFrame: true } },
  },
  {
    text: 'fal-ai/ltx-2.3/text-to-video', image: 'fal-ai/ltx-2.3/image-to-video', fields: { firstFrame: 'image_url', lastFrame: 'end_image_url', fixed: { generate_audio: false, fps: '24' } }, duration: 'text', aspectRatio: { text: true, image: true }, resolution: true,
    model: { name: 'ltx-2.3', title: 'Lightricks LTX 2.3', price: { usdPerSecond: 0.06, ...remembered }, typicalSeconds: 40,
      capabilities: { ...plain, durations: [6, 8, 10], sizes: [...sizes('1080p', 1080, '16:9', '9:16'), ...sizes('2160p', 2160, '16:9', '9:16')], lastFrame: true } },
  },
  {
    text: 'fal-ai/ltx-2.3/audio-to-video', image: 'fal-ai/ltx-2.3/audio-to-video', fields: { firstFrame: 'image_url', audio: 'audio_url', guidance: 'guidance_scale' }, duration: 'from-audio', aspectRatio: { text: true, image: true }, resolution: false,
    model: { name: 'ltx-2.3-audio', title: 'Lightricks LTX 2.3, driven by the music', price: unpriced, typicalSeconds: 60,
      capabilities: { ...plain, durations: { least: 2, most: 20, step: 0.001 }, sizes: sizes('1080p', 1080, '16:9', '9:16'), audio: 'required', guidance: true } },
  },
  {
    text: 'fal-ai/wan-25-preview/text-to-video', image: 'fal-ai/wan-25-preview/image-to-video', fields: { firstFrame: 'image_url', audio: 'audio_url' }, duration: 'text', aspectRatio: { text: true, image: false }, resolution: true,
    model: { name: 'wan-2.5', title: 'Alibaba Wan 2.5, driven by the music', price: { usdPerSecond: 0.15, ...remembered }, typicalSeconds: 120,
      capabilities: { ...plain, audio: 'optional', seed: true, negativePrompt: true, promptLength: 800, sizes: [...sizes('1080p', 1080, ...common), ...sizes('720p', 720, ...common)] } },
  },
  {
    text: 'wan/v2.6/text-to-video', image: 'wan/v2.6/image-to-video', fields: { firstFrame: 'image_url', audio: 'audio_url', fixed: { multi_shots: false } }, duration: 'text', aspectRatio: { text: true, image: false }, resolution: true,
    model: { name: 'wan-2.6', title: 'Alibaba Wan 2.6, driven by the music', price: { usdPerSecond: 0.15, ...remembered }, typicalSeconds: 120,
      capabilities: { ...plain, durations: [5, 10, 15], audio: 'optional', seed: true, negativePrompt: true, promptLength: 800, sizes: [...sizes('1080p', 1080, ...common, '4:3', '3:4'), ...sizes('720p', 720, ...common)] } },
  },
  {
    text: 'fal-ai/wan/v2.2-5b/text-to-video', fields: { guidance: 'guidance_scale', fixed: { frames_per_second: 24 } }, duration: 'frames', aspectRatio: { text: true, image: false }, resolution: true,
    model: { name: 'wan-2.2-5b', title: 'Alibaba Wan 2.2 5B', price: { usdPerClip: 0.15, ...remembered }, typicalSeconds: 60,
      capabilities: { ...plain, durations: { least: 2, most: 5, step: 1 }, firstFrame: 'no', seed: true, negativePrompt: true, guidance: true, sizes: sizes('720p', 720, ...common) } },
  },
  {
    text: 'fal-ai/minimax/hailuo-02/standard/text-to-video', image: 'fal-ai/minimax/hailuo-02/standard/image-to-video', fields: { firstFrame: 'image_url', lastFrame: 'end_image_url' }, duration: 'text', aspectRatio: { text: false, image: false }, resolution: false,
    model: { name: 'hailuo-02', title: 'MiniMax Hailuo 02', price: { usdPerSecond: 0.045, ...remembered }, typicalSeconds: 180,
      capabilities: { ...plain, durations: [6, 10], lastFrame: true, sizes: [{ aspectRatio: '16:9', width: 1366, height: 768, resolution: '768P' }] } },
  },
  {
    text: 'fal-ai/bytedance/seedance/v1.5/pro/text-to-video', image: 'fal-ai/bytedance/seedance/v1.5/pro/image-to-video', fields: { firstFrame: 'image_url', lastFrame: 'end_image_url', fixed: { generate_audio: false } }, duration: 'text', aspectRatio: { text: true, image: true }, resolution: true,
    model: { name: 'seedance-1.5', title: 'ByteDance Seedance 1.5 Pro', price: { usdPerSecond: 0.052, ...remembered }, typicalSeconds: 90,
      capabilities: { ...plain, durations: { least: 4, most: 12, step: 1 }, lastFrame: true, seed: true, sizes: [...sizes('720p', 720, ...common, '4:3', '3:4', '21:9')] } },
  },
  {
    text: 'fal-ai/veo3.1', image: 'fal-ai/veo3.1/image-to-video', fields: { firstFrame: 'image_url', fixed: { generate_audio: false } }, duration: 'seconds-text', aspectRatio: { text: true, image: true }, resolution: true,
    model: { name: 'veo-3.1', title: 'Google Veo 3.1', price: { usdPerSecond: 0.2, ...remembered }, typicalSeconds: 120,
      capabilities: { ...plain, durations: [4, 6, 8], seed: true, negativePrompt: true, sizes: [...sizes('1080p', 1080, '16:9', '9:16'), ...sizes('720p', 720, '16:9', '9:16')] } },
  },
]; // biome-ignore format: a table
