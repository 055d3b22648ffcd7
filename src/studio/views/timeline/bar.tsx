import { changedScenes, isBehind } from '../../state/changes.ts';
import { canEdit, map, marked, selected } from '../../state/production.ts';
import { fineClock } from '../../words.ts';
import { Icon } from '../icons.tsx';
import { mergeSelected, moveSelected, splitHere } from '../keyboard.ts';
import { fitting, scale, zoom, zoomBy, zoomToFit } from './scale.ts';

/** What can be done to the scenes, and how much of the song is in view. */
export function TimelineBar() {
  const stretch = marked.value;
  const off = !canEdit.value;
  const isLast = selected.value >= (map.value?.scenes.length ?? 0) - 1;
  const changed = changedScenes.value.size;
  return (
    <div class="timeline-bar">
      <button type="button" class="quiet" disabled={off} onClick={splitHere} title="Split at the playhead (S)">
        <Icon name="split" /> <span>Split</span>
      </button>
      <button
        type="button"
        class="quiet"
        disabled={off || isLast}
        onClick={mergeSelected}
        title="Join with the next scene (M)"
      >
        <Icon name="merge" /> <span>Join</span>
      </button>
      <button
        type="button"
        class="quiet"
        disabled={off || selected.value === 0}
        onClick={() => moveSelected(-1)}
        aria-label="Move the scene earlier"
        title="Move the scene earlier ([)"
      >
        <Icon name="earlier" />
      </button>
      <button
        type="button"
        class="quiet"
        disabled={off || isLast}
        onClick={() => moveSelected(1)}
        aria-label="Move the scene later"
        title="Move the scene later (])"
      >
        <Icon name="later" />
      </button>
      <span class="dim small hint">
        Drag borders: they snap to beats and bars, Alt leaves them free. Shift-drag marks a stretch.
      </span>
      <span class="spring" />
      {isBehind.value && (
        <span class="badge changed-badge">
          {changed > 0
            ? `${changed} ${changed === 1 ? 'scene' : 'scenes'} not rendered yet`
            : 'Changed since the video'}
        </span>
      )}
      {stretch && (
        <span class="stretch-words">
          {fineClock(stretch.start)} – {fineClock(stretch.end)}
          <button
            type="button"
            class="quiet"
            aria-label="Forget the marked stretch"
            onClick={() => (marked.value = undefined)}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      )}
      <button
        type="button"
        class="quiet"
        aria-label="Zoom out"
        title="Zoom out (−)"
        onClick={() => zoomBy(1 / 1.5)}
        disabled={scale() <= fitting() * 1.001}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="quiet"
        aria-label="Whole song"
        title="Whole song (0)"
        onClick={zoomToFit}
        disabled={zoom.value === 0}
      >
        <Icon name="fit" />
      </button>
      <button type="button" class="quiet" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoomBy(1.5)}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
