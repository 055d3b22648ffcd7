import { useState } from 'preact/hooks';
import type { StudioSettings } from '../../server/contract/schemas.ts';
import { addressOf } from '../api.ts';
import { bringLogo, planAnew, removeLogo } from '../state/create.ts';
import { saved } from '../state/editing.ts';
import { changeSettings, here, isBusy, logoVersion, media, view } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { Choice, Field, Slider, TextField } from './fields.tsx';
import { FormatFields } from './format-fields.tsx';

interface Part {
  settings: StudioSettings;
  change: (changes: StudioSettings) => void;
  disabled: boolean;
}

/** A table of colours that was brought, over the whole video. */
function Table({ settings, change, disabled }: Part) {
  const tables = media.value.filter(path => /\.cube$/i.test(path));
  if (tables.length === 0) return null;
  return (
    <Choice
      label="Colour table"
      value={settings.lut ?? ''}
      disabled={disabled}
      options={[['', 'None'], ...tables.map(path => [path, path.replace('media/', '')] as const)]}
      onChange={lut => change({ lut: lut || undefined })}
    />
  );
}

/** The logo over the whole video. */
function Logo({ settings, change, disabled }: Part) {
  const hasLogo = view.value?.hasLogo === true;
  const size = settings.logoSize ?? 0.12;
  return (
    <section class="block">
      <h3>Logo</h3>
      {hasLogo && (
        <>
          <div class="logo-shown">
            <img src={`${addressOf('readLogo', { params: here() })}?${logoVersion.value}`} alt="The logo" />
            <button type="button" disabled={disabled} onClick={() => void removeLogo()}>
              Take it away
            </button>
          </div>
          <Choice
            label="Where"
            value={settings.logoPosition ?? 'top right'}
            disabled={disabled}
            options={(choices.value?.overlayPositions ?? ['top right']).map(place => [place, place] as const)}
            onChange={place => change({ logoPosition: place as StudioSettings['logoPosition'] })}
          />
          <Slider
            label="Size"
            value={size}
            shown={`${Math.round(size * 100)}% of the width`}
            min={0.04}
            max={0.5}
            step={0.02}
            disabled={disabled}
            onChange={logoSize => change({ logoSize })}
          />
        </>
      )}
      <Field label={hasLogo ? 'Another one' : 'A picture for the corner'} hint="PNG and WebP keep their transparency.">
        {id => (
          <input
            id={id}
            type="file"
            accept=".png,.jpg,.jpeg,.webp"
            disabled={disabled}
            onChange={event => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void bringLogo(file);
              event.currentTarget.value = '';
            }}
          />
        )}
      </Field>
    </section>
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
      {off && (
        <p class="remark small">The look can be changed once this work is over. Scenes can be edited all the while.</p>
      )}
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
        <Table settings={settings} change={changes => void change(changes)} disabled={off} />
      </section>
      <Logo settings={settings} change={changes => void change(changes)} disabled={off} />
      <section class="block">
        <h3>Titles</h3>
        <div class="row">
          <TextField
            label="Title"
            value={settings.title}
            disabled={off}
            onChange={title => void change({ title, titles: title || settings.artist ? true : undefined })}
          />
          <TextField
            label="Artist"
            value={settings.artist}
            disabled={off}
            onChange={artist => void change({ artist, titles: artist || settings.title ? true : undefined })}
          />
        </div>
        <TextField
          label="Credits at the end"
          hint="Lines parted by “;”."
          value={settings.credits}
          disabled={off}
          onChange={credits => void change({ credits })}
        />
      </section>
    </>
  );
}
