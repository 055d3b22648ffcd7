import type { Scene } from '../../scene-map/document/schema.ts';
import { changedScenes } from '../state/changes.ts';
import { canEdit, isBusy, map, regenerate, scene, selected, view } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { capital, fineClock } from '../words.ts';
import { change, describe } from './change-scene.ts';
import { withConsent } from './consent.tsx';
import { EmptyState } from './empty-state.tsx';
import { Choice, Field, Slider } from './fields.tsx';
import { Icon } from './icons.tsx';
import { mergeSelected, splitHere, toggleLock } from './keyboard.ts';
import { Correction, Palette, Seed } from './scene-look.tsx';
import { Maker } from './scene-maker.tsx';
import { Material } from './scene-material.tsx';
import { Takes } from './scene-takes.tsx';

/** Draws the scene again with another seed, within the finished video. */
function drawAnew(): void {
  const { start_time, end_time } = scene.value!;
  void withConsent(() => regenerate({ start: start_time + 0.01, end: end_time - 0.01 }));
}

/** Everything about the selected scene. */
export function ScenePanel() {
  const own = scene.value;
  if (!own || !map.value)
    return (
      <EmptyState icon="picture">
        <p>Once the song is heard, its scenes appear here, to be changed as you like.</p>
      </EmptyState>
    );
  const index = selected.value;
  const transitions = (choices.value?.transitions ?? [own.transition_type]).map(
    name =>
      [name, name === 'fade' ? 'Fade through black' : capital(name.replaceAll('-', ' '))] as [
        Scene['transition_type'],
        string,
      ],
  );
  const isLocked = own.locked === true;
  const off = !canEdit.value || isLocked;
  const seconds = own.end_time - own.start_time;
  return (
    <>
      <div class="scene-head">
        <div>
          <h2>
            Scene {index + 1} <span class="dim">of {map.value.scenes.length}</span>
          </h2>
          <p class="dim small">
            {own.section ? `${own.section} · ` : ''}
            {fineClock(own.start_time)} – {fineClock(own.end_time)} · {seconds.toFixed(1)} s
          </p>
          {isLocked && <p class="small">Locked: neither edited nor drawn anew.</p>}
          {changedScenes.value.has(index) && <p class="still-changed small">Not rendered yet</p>}
        </div>
        <span class="spring" />
        <button
          type="button"
          class="quiet"
          aria-pressed={isLocked}
          disabled={!canEdit.value}
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
              if (event.currentTarget.value.trim()) describe(event.currentTarget.value);
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
          hint={index === 0 ? 'The video begins with it.' : undefined}
          options={transitions}
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
      <Maker off={off} />
      <Correction off={off} />
      <Material off={off} />
      <Seed off={off} />
      <div class="buttons">
        <button type="button" disabled={!canEdit.value} onClick={splitHere}>
          Split here
        </button>
        <button
          type="button"
          disabled={!canEdit.value || index === map.value.scenes.length - 1}
          onClick={mergeSelected}
        >
          Join with next
        </button>
        {view.value?.hasVideo && (
          <button type="button" disabled={off || isBusy.value} onClick={drawAnew}>
            Draw anew
          </button>
        )}
      </div>
      <Takes />
    </>
  );
}
