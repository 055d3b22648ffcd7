import { duration, isBusy, landed, lyrics, map, plan, sections, takes, view } from '../../state/production.ts';
import { clock, fineClock } from '../../words.ts';

/** Hues of sections: those that repeat each other look alike. */
const hueOf = (group: string): string => `section-${(group.charCodeAt(0) - 65 + 60) % 6}`;

interface Lane {
  /** Pixels. */
  perSecond: number;
}

const place = (start: number, end: number, perSecond: number, gap = 2): { left: string; width: string } => ({
  left: `${start * perSecond}px`,
  width: `${Math.max(gap === 1 ? 1 : 3, (end - start) * perSecond - gap)}px`,
});

/** Minutes and seconds. */
export function Ruler({ perSecond }: Lane) {
  const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300];
  const every = steps.find(seconds => seconds * perSecond >= 64) ?? 600;
  const marks = Array.from({ length: Math.floor(duration.value / every) + 1 }, (_, i) => i * every);
  return (
    <div class="ruler" aria-hidden="true">
      {marks.map(mark => (
        <span key={mark} style={{ left: `${mark * perSecond}px` }}>
          {every < 1 ? fineClock(mark) : clock(mark)}
        </span>
      ))}
    </div>
  );
}

/** Verse, chorus and so on. */
export function Sections({ perSecond }: Lane) {
  return (
    <div class="lane sections" role="list" aria-label="Sections of the song">
      {sections.value.map(({ start, end, label, group, energy }) => (
        <span
          key={start}
          role="listitem"
          class={`section ${hueOf(group)}`}
          style={place(start, end, perSecond)}
          title={`${label} ${group}, energy ${Math.round(energy * 100)}%`}
        >
          {(end - start) * perSecond > 44 ? `${label} ${group}` : group}
        </span>
      ))}
    </div>
  );
}

/** Lines of the lyrics that bear times. */
export function Words({ perSecond }: Lane) {
  const lines = lyrics.value?.lines.filter(line => line.start !== undefined) ?? [];
  if (lines.length === 0) return null;
  return (
    <div class="lane words" role="list" aria-label="Lyrics">
      {lines.map(({ start, end, text }, i) => (
        <span
          key={`${start} ${text}`}
          role="listitem"
          title={text}
          style={place(start!, end ?? lines[i + 1]?.start ?? start! + 3, perSecond)}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

/** What lies over the picture: overlays of scenes, and the logo over all. */
export function Overlays({ perSecond }: Lane) {
  const scenes = map.value?.scenes ?? [];
  const overlays = scenes.flatMap(({ overlays: own = [], start_time, end_time }, scene) =>
    own.map(({ file, start_time: from, end_time: to }, i) => ({
      key: `${scene} ${i}`,
      name: file.replace(/^.*\//, ''),
      start: Math.max(start_time, from ?? start_time),
      end: Math.min(end_time, to ?? end_time),
    })),
  );
  const hasLogo = view.value?.hasLogo === true;
  if (overlays.length === 0 && !hasLogo) return null;
  return (
    <div class="lane overlays" role="list" aria-label="Overlays">
      {hasLogo && (
        <span role="listitem" class="logo" style={place(0, duration.value, perSecond)}>
          Logo
        </span>
      )}
      {overlays.map(({ key, name, start, end }) => (
        <span key={key} role="listitem" title={name} style={place(start, end, perSecond)}>
          {name}
        </span>
      ))}
    </div>
  );
}

/** Which frames of the video have takes: those of the render under way, else those of the present video. */
export function Takes({ perSecond }: Lane) {
  const rate = plan.value?.frameRate ?? 24;
  const shots =
    isBusy.value && landed.value.length > 0
      ? landed.value.map(({ name, firstFrame, endFrame }) => ({ name, first: firstFrame, end: endFrame }))
      : (takes.value?.edit?.shots.map(({ take, first, end }) => ({ name: take, first, end })) ?? []);
  return (
    <div class="lane takes" aria-hidden="true">
      {shots.map(({ name, first, end }) => (
        <i key={`${name} ${first}`} style={place(first / rate, end / rate, perSecond, 1)} />
      ))}
    </div>
  );
}
