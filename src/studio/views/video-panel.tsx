import { useState } from 'preact/hooks';
import type { StudioSettings } from '../../server/contract/schemas.ts';
import { planAnew } from '../state/create.ts';
import { saved } from '../state/editing.ts';
import { changeSettings, isBusy, view } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { capital } from '../words.ts';
import { Choice, Field } from './fields.tsx';

const named = (names: readonly string[], first: string): [string, string][] => [
  ['', first],
  ...names.map((name): [string, string] => [name, capital(name.replaceAll('-', ' '))]),
];

/** Choices that are the same for a production and for the defaults of new ones. */
export function FormatFields({
  settings,
  change,
  disabled,
}: {
  settings: StudioSettings;
  change: (changes: StudioSettings) => void;
  disabled?: boolean;
}) {
  const known = choices.value;
  return (
    <>
      <div class="row">
        <Choice
          label="Shape"
          value={settings.aspectRatio ?? '16:9'}
          disabled={disabled}
          options={[
            ['16:9', '16:9 wide'],
            ['9:16', '9:16 phone'],
            ['1:1', '1:1 square'],
            ['4:5', '4:5 feed'],
          ]}
          onChange={aspectRatio => change({ aspectRatio })}
        />
        <Choice
          label="Size"
          value={settings.resolution ?? '1080p'}
          disabled={disabled}
          options={[
            ['720p', '720p'],
            ['1080p', '1080p'],
            ['1440p', '1440p'],
            ['4K', '4K'],
            ...(settings.resolution?.includes('x')
              ? [[settings.resolution, settings.resolution] as [string, string]]
              : []),
          ]}
          onChange={resolution => change({ resolution })}
        />
      </div>
      <div class="row">
        <Choice
          label="Quality"
          value={settings.quality ?? 'standard'}
          disabled={disabled}
          options={[
            ['draft', 'Draft, quick'],
            ['standard', 'Standard'],
            ['high', 'High, slow'],
          ]}
          onChange={quality => change({ quality })}
        />
        <Choice
          label="Frames a second"
          value={String(settings.frameRate ?? 24)}
          disabled={disabled}
          options={['23.976', '24', '25', '29.97', '30', '60'].map(rate => [rate, rate])}
          onChange={rate => change({ frameRate: Number(rate) as StudioSettings['frameRate'] })}
        />
      </div>
      <div class="row">
        <Choice
          label="Colour"
          value={settings.look ?? ''}
          disabled={disabled}
          options={named(known?.looks ?? [], 'As drawn')}
          onChange={look => change({ look: look || undefined })}
        />
        <Choice
          label="Lettering"
          value={settings.lyricsStyle ?? ''}
          disabled={disabled}
          options={named(known?.lyricsStyles ?? [], 'Usual')}
          onChange={lyricsStyle => change({ lyricsStyle: lyricsStyle || undefined })}
        />
      </div>
      <Choice
        label="Codec"
        value={settings.codec ?? 'h264'}
        disabled={disabled}
        options={[
          ['h264', 'H.264, plays everywhere'],
          ['hevc', 'HEVC'],
          ['av1', 'AV1'],
        ]}
        onChange={codec => change({ codec })}
      />
      <Choice
        label="Scenes made by"
        value={settings.generator ?? 'built-in'}
        disabled={disabled}
        options={
          known?.generators.map(
            ({ name, title, configured }) => [name, configured ? title : `${title} (no key)`] as const,
          ) ?? [['built-in', 'Built in']]
        }
        hint="Others than the built-in one cost money; the sum is told before anything is ordered."
        onChange={generator => change({ generator: generator === 'built-in' ? undefined : generator })}
      />
      <Field label="Budget in dollars" hint="Nothing is ordered beyond it. Empty: no limit but your own yes.">
        {id => (
          <input
            id={id}
            type="number"
            min={0}
            step={0.5}
            value={settings.budget ?? ''}
            disabled={disabled}
            onChange={event =>
              change({ budget: event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value) })
            }
          />
        )}
      </Field>
    </>
  );
}

/** How the whole video looks. */
export function VideoPanel() {
  const settings = view.value?.settings ?? {};
  const [style, setStyle] = useState(settings.style ?? '');
  const off = isBusy.value;
  const change = async (changes: StudioSettings): Promise<void> => {
    await saved();
    await changeSettings(changes);
  };
  const restyle = async (): Promise<void> => {
    await saved();
    if (style !== (settings.style ?? '')) await changeSettings({ style });
    else await planAnew();
  };
  return (
    <>
      <section class="block">
        <Field
          label="Style in words"
          hint="Such as “rainy neon city, teal”. It bends what the planner chooses; a map that you edited stays until you plan anew."
        >
          {id => (
            <textarea
              id={id}
              rows={3}
              value={style}
              disabled={off}
              onInput={event => setStyle(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="buttons">
          <button type="button" disabled={off} onClick={() => void restyle()}>
            {style !== (settings.style ?? '') ? 'Take this style' : 'Plan all scenes anew'}
          </button>
        </div>
      </section>
      <section class="block">
        <h3>Format</h3>
        <FormatFields settings={settings} change={changes => void change(changes)} disabled={off} />
      </section>
      <section class="block">
        <h3>Titles</h3>
        <div class="row">
          <Field label="Title">
            {id => (
              <input
                id={id}
                type="text"
                key={settings.title}
                defaultValue={settings.title ?? ''}
                disabled={off}
                onChange={event =>
                  void change({
                    title: event.currentTarget.value || undefined,
                    titles: event.currentTarget.value || settings.artist ? true : undefined,
                  })
                }
              />
            )}
          </Field>
          <Field label="Artist">
            {id => (
              <input
                id={id}
                type="text"
                key={settings.artist}
                defaultValue={settings.artist ?? ''}
                disabled={off}
                onChange={event =>
                  void change({
                    artist: event.currentTarget.value || undefined,
                    titles: event.currentTarget.value || settings.title ? true : undefined,
                  })
                }
              />
            )}
          </Field>
        </div>
        <Field label="Credits at the end" hint="Lines parted by “;”.">
          {id => (
            <input
              id={id}
              type="text"
              key={settings.credits}
              defaultValue={settings.credits ?? ''}
              disabled={off}
              onChange={event => void change({ credits: event.currentTarget.value || undefined })}
            />
          )}
        </Field>
      </section>
    </>
  );
}
