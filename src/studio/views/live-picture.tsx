import { useEffect, useRef } from 'preact/hooks';
import { attachCanvas, drawnBy, drawnHeight, playingScene, previewFailure, showPicture } from '../state/playback.ts';
import { map, plan, view } from '../state/production.ts';

/** What the render adds to the picture at the playhead that is not drawn here. */
function missing(): string {
  const scene = map.value?.scenes[playingScene.value];
  const generator = plan.value?.scenes[playingScene.value]?.generator;
  const added = [
    ...(generator && generator !== 'built-in' ? [`the clip of ${generator}`] : []),
    ...(scene?.grade?.match === undefined ? [] : ['colours matched to another scene']),
    ...(scene?.overlays?.length ? ['overlays'] : []),
    ...(view.value?.hasLogo ? ['the logo'] : []),
    ...(view.value?.hasLyrics || view.value?.settings.titles ? ['words'] : []),
  ];
  return added.length === 0 ? ', as the render draws it' : `; the render adds ${added.join(', ')}`;
}

const makers = {
  gpu: 'on the graphics card',
  cpu: 'on this machine’s cores',
  server: 'drawn by the studio, since this browser has neither WebGPU nor shared memory',
} as const;

/** The picture at the playhead, drawn here while it is in view. */
export function LivePicture({ seen }: { seen: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isOpened = useRef(false);
  useEffect(() => {
    // Threads are started when the picture is first looked at: until then the cores belong to the storyboard.
    if (seen && canvas.current && !isOpened.current) {
      isOpened.current = true;
      attachCanvas(canvas.current);
    }
    showPicture(seen);
  }, [seen]);
  const { width = 16, height = 9 } = plan.value?.size ?? {};
  return (
    <figure class="picture" style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas ref={canvas} aria-label="Live picture of the video at the playhead" role="img" />
      {previewFailure.value ? (
        <figcaption class="picture-note fault">The live picture stopped: {previewFailure.value}</figcaption>
      ) : (
        <figcaption class="picture-note">
          {drawnBy.value
            ? `Live · ${drawnHeight.value}p ${makers[drawnBy.value]}${missing()}`
            : 'Opening the live picture…'}
        </figcaption>
      )}
    </figure>
  );
}
