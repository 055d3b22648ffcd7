import { unknownColourWords } from '../../scene-map/colour/palette.ts';
import { sceneSeed, seedAfter } from '../../scene-map/scene-seed.ts';
import { map, plan, scene, selected } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { change } from './change-scene.ts';
import { Field, Slider } from './fields.tsx';
import { Icon } from './icons.tsx';
import { showVariations } from './variations.tsx';

/** A linear RGB colour as CSS. */
const css = ([r, g, b]: readonly [number, number, number]): string =>
  `color(srgb-linear ${r.toFixed(4)} ${g.toFixed(4)} ${b.toFixed(4)})`;

/** The scene's colours. */
export function Palette({ locked }: { locked: boolean }) {
  const own = scene.value!;
  const colours = plan.value?.scenes[selected.value]?.palette ?? [];
  const unknown = unknownColourWords(own.color_palette);
  const told = unknown.map(({ word, nearest: [near] }) => `“${word}”${near ? ` (perhaps “${near}”?)` : ''}`);
  return (
    <Field
      label="Palette"
      hint="Words or #rrggbb, the most important first; empty leaves it to chance."
      remark={told.length > 0 ? `No colour that is known here, and left out: ${told.join(', ')}.` : undefined}
    >
      {id => (
        <>
          <span class="swatches" aria-hidden="true">
            {colours.map(colour => (
              <i key={colour.join()} style={{ background: css(colour) }} />
            ))}
          </span>
          <input
            id={id}
            type="text"
            key={`${selected.value} ${own.color_palette.join()}`}
            defaultValue={own.color_palette.join(', ')}
            disabled={locked}
            placeholder="teal, amber"
            onChange={event =>
              change('Palette', {
                color_palette: event.currentTarget.value
                  .split(',')
                  .map(word => word.trim())
                  .filter(Boolean),
              })
            }
          />
        </>
      )}
    </Field>
  );
}

/** What the words leave open about a drawn picture. */
export function Knobs({ off }: { off: boolean }) {
  const own = scene.value!;
  const drawn = plan.value?.scenes[selected.value]?.scene;
  const knobs = choices.value?.scenes.find(({ name }) => name === drawn)?.knobs ?? [];
  if (knobs.length === 0) return null;
  return (
    <details class="block">
      <summary>Knobs of this picture</summary>
      {knobs.map(knob => {
        const value = own.look?.[knob];
        return (
          <Slider
            key={knob}
            label={knob}
            value={value ?? 0.5}
            shown={value === undefined ? 'free' : value.toFixed(2)}
            min={0}
            max={1}
            step={0.05}
            disabled={off}
            onInput={to => change(knob, { look: { ...own.look, [knob]: to } })}
          />
        );
      })}
    </details>
  );
}

const corrections = [
  ['exposure', 'Light', -2, 2, 0],
  ['contrast', 'Contrast', 0.5, 1.5, 1],
  ['saturation', 'Colour', 0, 2, 1],
  ['temperature', 'Warmth', -1, 1, 0],
  ['tint', 'Tint', -1, 1, 0],
] as const;

/** Colour correction of this scene alone. */
export function Correction({ off }: { off: boolean }) {
  const own = scene.value!;
  return (
    <details class="block">
      <summary>Colour of this scene</summary>
      {corrections.map(([name, label, min, max, neutral]) => (
        <Slider
          key={name}
          label={label}
          value={own.grade?.[name] ?? neutral}
          min={min}
          max={max}
          step={0.05}
          disabled={off}
          onInput={to => {
            const { [name]: _before, ...others } = own.grade ?? {};
            const grade = to === neutral ? others : { ...others, [name]: to };
            change(label, { grade: Object.keys(grade).length > 0 ? grade : undefined });
          }}
        />
      ))}
    </details>
  );
}

/** Which of all pictures of its kind the scene is. */
export function Seed({ off }: { off: boolean }) {
  const own = scene.value!;
  const index = selected.value;
  const next = seedAfter(sceneSeed(map.value!, index));
  return (
    <Field label="Seed" hint="Another seed, another picture of the same kind.">
      {id => (
        <span class="with-button">
          <input
            id={id}
            type="number"
            min={0}
            max={4_294_967_295}
            value={own.seed ?? ''}
            placeholder="by its place"
            disabled={off}
            onChange={event =>
              change('Seed', {
                seed: event.currentTarget.value === '' ? undefined : Math.floor(Number(event.currentTarget.value)),
              })
            }
          />
          <button
            type="button"
            disabled={off}
            aria-label="Another seed"
            title="Another seed"
            onClick={() => change('Seed', { seed: next })}
          >
            <Icon name="dice" />
          </button>
          <button type="button" disabled={off} onClick={() => void showVariations(index)}>
            Variations
          </button>
        </span>
      )}
    </Field>
  );
}
