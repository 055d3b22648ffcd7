import { call } from '../api.ts';
import { accepted, bringIn } from '../state/create.ts';
import { saved } from '../state/editing.ts';
import { changeSettings, here, isBusy, media, view } from '../state/production.ts';
import { attempt } from '../state/studio.ts';
import { Field } from './fields.tsx';
import { Icon } from './icons.tsx';
import { Thumbnail } from './media-thumbnail.tsx';

/** Clips, stills and tables that were brought, and whether the video is cut from them. */
export function MediaBlock() {
  const settings = view.value?.settings ?? {};
  const shown = media.value.filter(path => !/\.cube$/i.test(path));
  const remove = (path: string): Promise<boolean> =>
    attempt(async () => {
      await call('removeMedia', { params: { ...here(), name: path.replace('media/', '') } });
      media.value = await call('listMedia', { params: here() });
    });
  const cut = async (footage: boolean): Promise<void> => {
    await saved();
    await changeSettings({ footage: footage || undefined });
  };
  return (
    <section class="block">
      <h3>Clips and pictures</h3>
      {media.value.length > 0 && (
        <ul class="material">
          {media.value.map(path => {
            const name = path.replace('media/', '');
            return (
              <li key={path}>
                <Thumbnail path={path} />
                <span class="row">
                  <span class="grow cut small" title={name}>
                    {name}
                  </span>
                  <button
                    type="button"
                    class="quiet"
                    disabled={isBusy.value}
                    onClick={() => void remove(path)}
                    aria-label={`Remove ${name}`}
                  >
                    <Icon name="trash" size={14} />
                  </button>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {shown.length > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={settings.footage ?? false}
            disabled={isBusy.value}
            onChange={event => void cut(event.currentTarget.checked)}
          />
          <span>
            Make the video from them, cut on beats
            <span class="dim small">
              Where there is too little, scenes are drawn. A map that you edited stays until you plan anew.
            </span>
          </span>
        </label>
      )}
      <Field label="Add files" hint="Or drop them anywhere: clips, stills, lyrics, a .cube table.">
        {id => (
          <input
            id={id}
            type="file"
            multiple
            accept={accepted}
            onChange={event => {
              void bringIn([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        )}
      </Field>
    </section>
  );
}
