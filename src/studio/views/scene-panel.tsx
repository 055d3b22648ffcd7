import type { Scene } from '../../scene-map/document/schema.ts';
import type { SceneTake } from '../../server/contract/schemas.ts';
import { addressOf, call } from '../api.ts';
import { changeScene } from '../map-edits.ts';
import { edit, saved } from '../state/editing.ts';
import { begin, here, isBusy, map, media, plan, scene, selected, takes, view } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { fineClock } from '../words.ts';
import { Choice, Field, Slider } from './fields.tsx';
import { Icon } from './icons.tsx';
import { mergeSelected, splitHere, toggleLock } from './keyboard.ts';
import { showVariations, VariationsDialog } from './storyboard.tsx';

/** A linear RGB colour as CSS. */
const css = ([r, g, b]: readonly [number, number, number]): string =>
  `color(srgb-linear ${r.toFixed(4)} ${g.toFixed(4)} ${b.toFixed(4)})`;

const change = (what: string, changes: Partial<Scene>): void => {
  const index = selected.value;
  edit(`${what} of scene ${index + 1}`, m => changeScene(m, index, changes));
};

function Palette({ locked }: { locked: boolean }) {
  const own = scene.value!;
  const colours = plan.value?.scenes[selected.value]?.palette ?? [];
  return (
    <Field label="Palette" hint="Words or #rrggbb, the most important first; empty leaves it to chance.">
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

/** What two takes were drawn from, where they differ from the scene as it is now. */
function differences(take: SceneTake, now: Scene): string {
  const kept = take.scene as unknown as Scene;
  const names: (keyof Scene)[] = ['description', 'seed', 'scene', 'motion_intensity', 'color_palette', 'look', 'grade'];
  const found = names.filter(name => JSON.stringify(kept[name]) !== JSON.stringify(now[name]));
  return found.length === 0 ? 'as the scene is now' : `other ${found.map(name => name.replace(/_.*/, '')).join(', ')}`;
}

/** Takes of this stretch of the song, side by side. */
function Takes() {
  const own = scene.value!;
  const index = selected.value;
  const shown = new Set(takes.value?.edit?.shots.map(({ take }) => take.split('/').at(-1)));
  const kept = (takes.value?.kept ?? []).filter(
    take => take.start < own.end_time - 0.05 && take.end > own.start_time + 0.05,
  );
  if (kept.length === 0) return null;
  const choose = (take: SceneTake): void => {
    const { start_time: _s, end_time: _e, locked: _l, ...content } = take.scene as unknown as Scene;
    edit(`Choose a take for scene ${index + 1}`, m => {
      const { start_time, end_time, locked, section } = m.scenes[index];
      return { ...m, scenes: m.scenes.map((one, i) => (i === index ? { ...content, start_time, end_time, section, ...(locked ? { locked } : {}) } : one)) } as typeof m; // biome-ignore format: one line
    });
  };
  return (
    <section class="block">
      <h3>Takes</h3>
      <ul class="take-list">
        {kept.map(take => (
          <li key={take.take} class={shown.has(take.take) ? 'in-video' : ''}>
            <video
              src={addressOf('readTake', { params: { ...here(), name: take.take } })}
              muted
              loop
              playsInline
              preload="metadata"
              aria-label={`Take of ${fineClock(take.start)} to ${fineClock(take.end)}`}
              onPointerEnter={event => void event.currentTarget.play().catch(() => undefined)}
              onPointerLeave={event => event.currentTarget.pause()}
            />
            <span class="small dim">
              {shown.has(take.take) ? 'In the video · ' : ''}
              {differences(take, own)}
            </span>
            <button type="button" disabled={isBusy.value || own.locked === true} onClick={() => choose(take)}>
              Choose
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Draws the scene again with another seed, within the finished video. */
async function regenerate(): Promise<void> {
  const own = scene.value!;
  await saved();
  await begin(call('regenerate', { params: here(), body: { start: own.start_time + 0.01, end: own.end_time - 0.01 } }));
}

/** Everything about the selected scene. */
export function ScenePanel() {
  const own = scene.value;
  const known = choices.value;
  if (!own || !map.value) return <p class="empty">The scenes appear here once the song was heard.</p>;
  const index = selected.value;
  const drawn = plan.value?.scenes[index];
  const isLocked = own.locked === true;
  const off = isBusy.value || isLocked;
  const generator = own.generator ?? view.value?.settings.generator ?? 'built-in';
  const knobs = known?.scenes.find(({ name }) => name === drawn?.scene)?.knobs ?? [];
  const seconds = own.end_time - own.start_time;
  return (
    <>
      <VariationsDialog />
      <div class="scene-head">
        <div>
          <h2>
            Scene {index + 1} <span class="dim">of {map.value.scenes.length}</span>
          </h2>
          <p class="dim small">
            {own.section ? `${own.section} · ` : ''}
            {fineClock(own.start_time)} – {fineClock(own.end_time)} · {seconds.toFixed(1)} s
          </p>
        </div>
        <span class="spring" />
        <button
          type="button"
          class="quiet"
          aria-pressed={isLocked}
          disabled={isBusy.value}
          onClick={toggleLock}
          title="Lock (X): neither edited nor drawn anew"
          aria-label={isLocked ? 'Unlock the scene' : 'Lock the scene'}
        >
          <Icon name={isLocked ? 'lock' : 'open'} />
        </button>
      </div>
      <Field label="What is seen">
        {id => (
          <textarea
            id={id}
            rows={4}
            key={index}
            value={own.description}
            disabled={off}
            onInput={event => {
              if (event.currentTarget.value.trim()) change('Description', { description: event.currentTarget.value });
            }}
          />
        )}
      </Field>
      <Palette locked={off} />
      <Slider
        label="Motion"
        value={own.motion_intensity}
        min={1}
        max={10}
        step={1}
        disabled={off}
        onInput={motion_intensity => change('Motion', { motion_intensity })}
      />
      <div class="row">
        <Choice
          label="Comes in by"
          value={own.transition_type}
          disabled={off || index === 0}
          options={[
            ['cut', 'Cut'],
            ['dissolve', 'Dissolve'],
            ['fade', 'Fade through black'],
          ]}
          onChange={transition_type => change('Transition', { transition_type })}
        />
        <Field label="Over">
          {id => (
            <select
              id={id}
              value={String(own.transition_duration ?? '')}
              disabled={off || own.transition_type === 'cut' || index === 0}
              onChange={event =>
                change('Transition', {
                  transition_duration: (event.currentTarget.value || undefined) as Scene['transition_duration'],
                })
              }
            >
              <option value="">Usual</option>
              {['1 beats', '2 beats', '4 beats', '8 beats'].map(length => (
                <option key={length} value={length}>
                  {length.replace('1 beats', '1 beat')}
                </option>
              ))}
              {own.transition_duration !== undefined && !/^[1248] beats$/.test(String(own.transition_duration)) && (
                <option value={String(own.transition_duration)}>{String(own.transition_duration)}</option>
              )}
            </select>
          )}
        </Field>
      </div>
      <Choice
        label="Made by"
        value={generator}
        disabled={off}
        options={[
          ...(known?.generators.map(
            ({ name, title, configured }) => [name, configured ? title : `${title} (no key)`] as const,
          ) ?? [[generator, generator] as const]),
        ]}
        hint={
          /^(built-in|footage)/.test(generator)
            ? undefined
            : 'Costs money. Nothing is ordered before you have seen the sum.'
        }
        onChange={name => change('Generator', { generator: name === 'built-in' ? undefined : name })}
      />
      {generator === 'built-in' && (
        <Choice
          label="Drawn as"
          value={own.scene ?? ''}
          disabled={off}
          options={[
            ['', `By the description: ${(drawn?.scene ?? '').replaceAll('-', ' ')}`],
            ...(known?.scenes.map(({ name, title }) => [name, title] as const) ?? []),
          ]}
          onChange={name => change('Kind', { scene: name || undefined, look: undefined })}
        />
      )}
      {generator === 'built-in' && knobs.length > 0 && (
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
      )}
      {media.value.length > 0 && (
        <details class="block">
          <summary>Pictures and footage</summary>
          {media.value.map(path => (
            <label key={path} class="check">
              <input
                type="checkbox"
                checked={own.references?.includes(path) ?? false}
                disabled={off}
                onChange={event => {
                  const others = (own.references ?? []).filter(one => one !== path);
                  const next = event.currentTarget.checked ? [...others, path] : others;
                  change('References', { references: next.length > 0 ? next : undefined });
                }}
              />
              {path.replace('media/', '')}
            </label>
          ))}
        </details>
      )}
      <Field label="Seed" hint="Another seed, another picture of the same kind.">
        {id => (
          <span class="with-button">
            <input
              id={id}
              type="number"
              min={0}
              max={999_999_999}
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
              onClick={() =>
                change('Seed', { seed: ((own.seed ?? map.value!.seed * 1000 + index) + 7919) % 1_000_000_000 })
              }
            >
              <Icon name="dice" />
            </button>
            <button type="button" disabled={off} onClick={() => void showVariations(index)}>
              Variations
            </button>
          </span>
        )}
      </Field>
      <div class="buttons">
        <button type="button" disabled={isBusy.value} onClick={splitHere}>
          Split here
        </button>
        <button type="button" disabled={isBusy.value || index === map.value.scenes.length - 1} onClick={mergeSelected}>
          Join with next
        </button>
        {view.value?.hasVideo && (
          <button type="button" disabled={off} onClick={() => void regenerate()}>
            Draw anew
          </button>
        )}
      </div>
      <Takes />
    </>
  );
}
