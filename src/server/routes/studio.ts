import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colourLookNames } from '../../finishing/colour/index.ts';
import { type VideoPreset, videoPresets } from '../../finishing/delivery/index.ts';
import { lyricLooks } from '../../finishing/titles/index.ts';
import { generators, providers } from '../../generators/catalogue.ts';
import { missingKeys } from '../../generators/cloud/access.ts';
import { sceneLibrary } from '../../generators/procedural/scene-library.ts';
import { knobNames } from '../../scene-map/index.ts';
import { writeWhole } from '../../workflow/production/production.ts';
import { defaultsSchema } from '../contract/schemas.ts';
import type { Handlers } from '../implement.ts';
import { openApiDocument } from '../open-api.ts';
import type { ApiParts } from './parts.ts';

/** What holds for the whole studio: names to choose from, services and their keys, defaults. */
export const studioHandlers = ({ root, keys, version }: ApiParts) => {
  const defaultsPath = join(root, 'studio-defaults.json');
  return {
    openApi: () => openApiDocument(version),
    listChoices() {
      const environment = keys.environment();
      return {
        scenes: sceneLibrary.map(scene => ({ name: scene.name, title: scene.title, knobs: knobNames(scene) })),
        looks: [...colourLookNames],
        lyricsStyles: [...lyricLooks],
        generators: [
          { name: 'built-in', title: 'Built in: drawn here, free', configured: true },
          ...generators.map(({ name, provider }) => ({
            name,
            title: `${provider.title}: ${name.split('/')[1]}`,
            configured: missingKeys(provider, environment).length === 0,
          })),
        ],
        presets: Object.entries<VideoPreset>(videoPresets).map(([name, { title, aspectRatio, length, seconds }]) => ({
          name,
          title,
          detail: `${aspectRatio}, ${length === 'short' ? `the strongest ${seconds ?? 30} seconds` : length === 'loop' ? 'a silent loop' : 'the whole track'}`,
        })),
      };
    },
    listProviders() {
      const environment = keys.environment();
      return providers.map(provider => {
        const missing = missingKeys(provider, environment);
        return {
          name: provider.name,
          title: provider.title,
          configured: missing.length === 0,
          keys: [...provider.keys],
          missing,
          models: provider.models.map(({ name }) => name),
        };
      });
    },
    setKey: async ({ params, body }) => ({ kept: await keys.set(params.name, body.value) }),
    readDefaults() {
      if (!existsSync(defaultsPath)) return {};
      const parsed = defaultsSchema.safeParse(JSON.parse(readFileSync(defaultsPath, 'utf8')));
      return parsed.success ? parsed.data : {};
    },
    saveDefaults({ body }) {
      writeWhole(defaultsPath, JSON.stringify(body, null, 1));
      return body;
    },
  } satisfies Partial<Handlers>;
};
