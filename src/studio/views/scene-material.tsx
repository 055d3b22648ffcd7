import type { Scene } from '../../scene-map/document/schema.ts';
import { media, scene } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { change } from './change-scene.ts';
import { Choice, Slider } from './fields.tsx';
import { Thumbnail } from './media-thumbnail.tsx';

type Overlay = NonNullable<Scene['overlays']>[number];

const pathOf = (reference: string): string => reference.replace(/#.*$/, '');

/** Pictures and footage that the scene shows or goes by, and what lies over it. */
export function Material({ off }: { off: boolean }) {
  const own = scene.value!;
  const files = media.value.filter(path => !/\.cube$/i.test(path));
  if (files.length === 0) return null;
  const overlays = own.overlays ?? [];
  const put = (next: readonly Overlay[]): void =>
    change('Overlays', { overlays: next.length > 0 ? [...next] : undefined });
  const alter = (index: number, changes: Partial<Overlay>): void =>
    put(overlays.map((one, i) => (i === index ? { ...one, ...changes } : one)));
  return (
    <details class="block">
      <summary>Pictures and footage</summary>
      <ul class="material">
        {files.map(path => {
          const isShown = own.references?.some(reference => pathOf(reference) === path) ?? false;
          return (
            <li key={path}>
              <label>
                <Thumbnail path={path} />
                <span class="check">
                  <input
                    type="checkbox"
                    checked={isShown}
                    disabled={off}
                    onChange={event => {
                      const others = (own.references ?? []).filter(one => pathOf(one) !== path);
                      const next = event.currentTarget.checked ? [...others, path] : others;
                      change('References', { references: next.length > 0 ? next : undefined });
                    }}
                  />
                  <span class="cut">{path.replace('media/', '')}</span>
                </span>
              </label>
              <button
                type="button"
                class="small-button"
                disabled={off}
                aria-label={`Lay ${path.replace('media/', '')} over the scene`}
                onClick={() => put([...overlays, { file: path, size: 0.3, position: 'bottom right' }])}
              >
                Lay over
              </button>
            </li>
          );
        })}
      </ul>
      {overlays.map((overlay, i) => {
        const name = overlay.file.replace(/^.*\//, '');
        const size = typeof overlay.size === 'number' ? overlay.size : 1;
        return (
          <fieldset key={`${i} ${overlay.file}`} class="overlay">
            <legend>Over it: {name}</legend>
            <div class="row">
              <Choice
                label="Place"
                value={typeof overlay.position === 'string' ? overlay.position : 'centre'}
                disabled={off}
                options={(choices.value?.overlayPositions ?? ['centre']).map(place => [place, place] as const)}
                onChange={position => alter(i, { position: position as Overlay['position'] })}
              />
              <Choice
                label="Blend"
                value={overlay.blend ?? 'normal'}
                disabled={off}
                options={(choices.value?.blendModes ?? ['normal']).map(blend => [blend, blend] as const)}
                onChange={blend => alter(i, { blend: blend as Overlay['blend'] })}
              />
            </div>
            <Slider
              label="Size"
              value={size}
              shown={`${Math.round(size * 100)}%`}
              min={0.05}
              max={1}
              step={0.05}
              disabled={off}
              onInput={to => alter(i, { size: to })}
            />
            <Slider
              label="Opacity"
              value={overlay.opacity ?? 1}
              shown={`${Math.round((overlay.opacity ?? 1) * 100)}%`}
              min={0.05}
              max={1}
              step={0.05}
              disabled={off}
              onInput={opacity => alter(i, { opacity })}
            />
            <button
              type="button"
              class="small-button"
              disabled={off}
              onClick={() => put(overlays.filter((_, k) => k !== i))}
            >
              Take it off
            </button>
          </fieldset>
        );
      })}
    </details>
  );
}
