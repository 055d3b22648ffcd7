import type { ProductionView } from '../../server/contract/schemas.ts';
import { addressOf, call } from '../api.ts';
import { begin, deliveries, here, isBusy, isExporting, progress, view } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { megabytes } from '../words.ts';
import { startRender } from './consent.tsx';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icons.tsx';

type Preset = Parameters<typeof call<'beginExport'>>[1]['body']['preset'];

const more: { name: Preset; title: string; detail: string }[] = [
  { name: 'loop', title: 'Loop', detail: 'A silent loop that closes without a seam' },
  { name: 'poster', title: 'Poster', detail: 'The strongest picture' },
  { name: 'gif', title: 'GIF', detail: 'A short preview' },
  { name: 'webp', title: 'WebP', detail: 'The same, smaller' },
  { name: 'captions', title: 'Captions', detail: 'The lyrics that the video shows, as SRT and VTT' },
];

interface DeliveryRow {
  title: string;
  detail: string;
  /** Whether the work in hand, if there is any, is this one. */
  isUnderWay: boolean;
  make: () => Promise<ProductionView>;
}

/** Something that can be made of the video; while it is, how far it is. */
function Delivery({ title, detail, isUnderWay, make }: DeliveryRow) {
  const isMaking = isUnderWay && isExporting.value;
  const now = progress.value;
  return (
    <li>
      <span class="grow">
        {title}
        {isMaking ? (
          <span role="status">
            <progress
              value={now && now.fraction < 1 ? now.fraction : undefined}
              max={1}
              aria-label={`Making ${title}`}
            />
            <span class="dim small">{now?.detail ?? 'Working…'}</span>
          </span>
        ) : (
          <span class="dim small">{detail}</span>
        )}
      </span>
      {isMaking ? (
        <button type="button" onClick={() => void begin(call('cancel', { params: here() }))}>
          Cancel
        </button>
      ) : (
        <button type="button" disabled={isBusy.value} aria-label={`Make ${title}`} onClick={() => void begin(make())}>
          Make
        </button>
      )}
    </li>
  );
}

/** What leaves the house. */
export function DeliverPanel() {
  const now = view.value;
  if (!now?.hasVideo)
    return (
      <EmptyState icon="down">
        <p>
          Once the video is rendered it leaves from here: for YouTube, TikTok and Reels, as loops, posters, captions and
          timelines.
        </p>
        <button type="button" disabled={isBusy.value} onClick={startRender}>
          Render it
        </button>
      </EmptyState>
    );
  const presets = [...((choices.value?.presets ?? []) as { name: Preset; title: string; detail: string }[]), ...more];
  return (
    <>
      <section class="block">
        <h3>The video</h3>
        <a class="button primary" href={addressOf('readVideo', { params: here(), query: { download: '1' } })} download>
          <Icon name="down" /> Download
        </a>
        {now.state === 'failed' && (now.job?.kind === 'export' || now.job?.kind === 'timelines') && (
          <p class="fault" role="alert">
            {now.error}
          </p>
        )}
      </section>
      {deliveries.value.length > 0 && (
        <section class="block">
          <h3>Ready</h3>
          <ul class="plain">
            {deliveries.value.map(({ name, bytes }) => (
              <li key={name}>
                <a href={addressOf('readExport', { params: { ...here(), name } })} download={name}>
                  <Icon name="down" size={15} /> {name}
                </a>{' '}
                <span class="dim small">{megabytes(bytes)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="block">
        <h3>For places and phones</h3>
        <p class="dim small">Drawn anew in the shape of each place, and held against its limits.</p>
        <ul class="presets">
          {presets.map(({ name, title, detail }) => (
            <Delivery
              key={name}
              title={title}
              detail={detail}
              isUnderWay={now.job?.kind === 'export' && now.job.preset === name}
              make={() => call('beginExport', { params: here(), body: { preset: name } })}
            />
          ))}
          <Delivery
            title="Timelines"
            detail="OTIO, FCPXML, FCP7 XML and EDL, for Resolve, Premiere, Final Cut"
            isUnderWay={now.job?.kind === 'timelines'}
            make={() => call('exportTimelines', { params: here() })}
          />
        </ul>
      </section>
      <section class="block">
        <h3>Rights</h3>
        <p class="dim small">Whose rights the video touches, and every generator, model and prompt that was used.</p>
        <a href={addressOf('readRights', { params: here() })} download="rights.json">
          <Icon name="down" size={15} /> rights.json
        </a>
      </section>
    </>
  );
}
