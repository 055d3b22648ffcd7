import type { Scene } from '../../scene-map/document/schema.ts';
import type { SceneTake } from '../../server/contract/schemas.ts';
import { edit } from '../state/editing.ts';
import { canEdit, scene, selected, takes } from '../state/production.ts';
import { fineClock } from '../words.ts';
import { takeAddress } from './take-address.ts';

/** What two takes were drawn from, where they differ from the scene as it is now. */
function differences(take: SceneTake, now: Scene): string {
  const kept = take.scene as unknown as Scene;
  const names: (keyof Scene)[] = ['description', 'seed', 'scene', 'motion_intensity', 'color_palette', 'look', 'grade'];
  const found = names.filter(name => JSON.stringify(kept[name]) !== JSON.stringify(now[name]));
  return found.length === 0 ? 'as the scene is now' : `other ${found.map(name => name.replace(/_.*/, '')).join(', ')}`;
}

/** Takes of this stretch of the song, side by side. */
export function Takes() {
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
      return {
        ...m,
        scenes: m.scenes.map((one, i) =>
          i === index ? { ...content, start_time, end_time, section, ...(locked ? { locked } : {}) } : one,
        ),
      } as typeof m;
    });
  };
  return (
    <section class="block">
      <h3>Takes</h3>
      <ul class="take-list">
        {kept.map(take => (
          <li key={take.take} class={shown.has(take.take) ? 'in-video' : ''}>
            <video
              src={takeAddress(take.take, take.end - take.start)}
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
            <button type="button" disabled={!canEdit.value || own.locked === true} onClick={() => choose(take)}>
              Choose
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
