import type { StudioSettings } from '../../server/contract/schemas.ts';
import { choices } from '../state/studio.ts';
import { capital } from '../words.ts';
import { Choice, Field, TextField } from './fields.tsx';

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
        hint="Services cost money; the sum is told before anything is ordered."
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
      <Director settings={settings} change={change} disabled={disabled} />
    </>
  );
}

/** Who says what is seen. */
function Director({
  settings,
  change,
  disabled,
}: {
  settings: StudioSettings;
  change: (changes: StudioSettings) => void;
  disabled?: boolean;
}) {
  const { director } = settings;
  const isAddress = director?.startsWith('http') ?? false;
  const known = choices.value?.directors ?? [];
  return (
    <>
      <Choice
        label="Directed by"
        value={isAddress ? 'address' : (director ?? '')}
        disabled={disabled}
        options={[
          ['', 'Phosphene’s rules: free, offline'],
          ...known.map(({ name, title, configured }) => [name, configured ? title : `${title} (no key)`] as const),
          ['address', 'A model on a server of yours'],
        ]}
        hint="A language model gets the sections and the words, no sound; it says what is seen, the music says when. Scenes are planned anew with it, unless you edited them."
        onChange={name =>
          change({
            director: name === 'address' ? 'http://127.0.0.1:11434/v1' : name || undefined,
            directorModel: undefined,
          })
        }
      />
      {director !== undefined && (
        <div class="row">
          {isAddress && (
            <Field label="Its address" hint="It speaks OpenAI’s chat completions.">
              {id => (
                <input
                  id={id}
                  type="url"
                  key={director}
                  defaultValue={director}
                  disabled={disabled}
                  onChange={event => change({ director: event.currentTarget.value || undefined })}
                />
              )}
            </Field>
          )}
          <TextField
            label="Model"
            hint="Empty: the usual one."
            value={settings.directorModel}
            disabled={disabled}
            onChange={directorModel => change({ directorModel })}
          />
        </div>
      )}
    </>
  );
}
