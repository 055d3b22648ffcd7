import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colourLookNames } from '../../finishing/colour/index.ts';
import { type VideoPreset, videoPresets } from '../../finishing/delivery/index.ts';
import { lyricLooks } from '../../finishing/titles/index.ts';
import { generators, providers } from '../../generators/catalogue.ts';
import { missingKeys } from '../../generators/cloud/access.ts';
import { builtInLibrary, type SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { readSceneLibrary, UserSceneError } from '../../generators/procedural/user-scenes.ts';
import { blendModes, knobNames, overlayPositions, transitionTypes } from '../../scene-map/index.ts';
import { writeWhole } from '../../workflow/production/production.ts';
import { defaultsSchema } from '../contract/schemas.ts';
import type { Handlers } from '../implement.ts';
import { directorKeys } from '../keys.ts';
import { openApiDocument } from '../open-api.ts';
import { ownScenesOf } from '../studio-folder.ts';
import type { ApiParts } from './parts.ts';

/** The built-in scenes and those of one's own; where one's own cannot be used, what is wrong with them. */
function ownLibrary(root: string): { library: SceneLibrary; problems: string[] } {
  const folder = ownScenesOf(root);
  if (!folder) return { library: builtInLibrary, problems: [] };
  try {
    return { library: readSceneLibrary([folder]), problems: [] };
  } catch (error) {
    if (!(error instanceof UserSceneError)) throw error;
    return { library: builtInLibrary, problems: [...error.problems] };
  }
}

/** What holds for the whole studio: names to choose from, services and their keys, defaults. */
export const studioHandlers = ({ root, keys, version }: ApiParts) => {
  const defaultsPath = join(root, 'studio-defaults.json');
  return {
    openApi: () => openApiDocument(version),
    listChoices() {
      const environment = keys.environment();
      const { library, problems } = ownLibrary(root);
      return {
        scenes: library.scenes.map(scene => ({
          name: scene.name,
          title: scene.title,
          knobs: knobNames(scene),
          own: library.own.includes(scene.name),
        })),
        ownScenes: { folder: join(root, 'scenes'), names: [...library.own], problems },
        directors: Object.entries(directorKeys).map(([name, { title, key }]) => ({
          name,
          title,
          configured: !!environment[key],
        })),
        transitions: [...transitionTypes],
        overlayPositions: [...overlayPositions],
        blendModes: [...blendModes],
        looks: [...colourLookNames],
        lyricsStyles: [...lyricLooks],
        generators: [
          { name: 'built-in', title: 'Built in: drawn here, free', configured: true },
          { name: 'footage', title: 'Your footage, cut on beats', configured: true },
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
      const directing = Object.entries(directorKeys).map(([name, { title, key }]) => ({
        name,
        title: `${title}: directs`,
        configured: !!environment[key],
        keys: [key],
        missing: environment[key] ? [] : [key],
        models: [],
      }));
      const making = providers.map(provider => {
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
      return [...making, ...directing];
    },
    setKey: ({ params, body }) => keys.set(params.name, body.value),
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
