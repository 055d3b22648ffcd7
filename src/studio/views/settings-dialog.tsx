import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Answer } from '../../server/contract/operations.ts';
import { call } from '../api.ts';
import { attempt, choices } from '../state/studio.ts';
import { settingsOpen } from './bar-buttons.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './fields.tsx';
import { FormatFields } from './format-fields.tsx';

const providers = signal<Answer<'listProviders'>>([]);
const defaults = signal<Answer<'readDefaults'>>({});
const kept = signal<Record<string, string>>({});

const load = (): Promise<boolean> =>
  attempt(async () => {
    [providers.value, defaults.value] = await Promise.all([call('listProviders', {}), call('readDefaults', {})]);
  });

const keep = (name: string, value: string): Promise<boolean> =>
  attempt(async () => {
    const { kept: where, isOverruled } = await call('setKey', { params: { name }, body: { value } });
    kept.value = {
      ...kept.value,
      [name]: [
        where === 'keychain'
          ? 'Kept in this system’s keychain.'
          : where === 'nowhere'
            ? 'Taken away.'
            : 'Kept until the studio ends; set it in the environment to keep it longer.',
        ...(isOverruled ? ['The key of this name in the environment (or in .env) counts in its place.'] : []),
      ].join(' '),
    };
    await load();
    choices.value = await call('listChoices', {});
  });

const change = (changes: typeof defaults.value): Promise<boolean> =>
  attempt(async () => {
    const next = Object.fromEntries(
      Object.entries({ ...defaults.value, ...changes }).filter(([, value]) => value !== undefined),
    );
    defaults.value = await call('saveDefaults', { body: next as typeof defaults.value });
  });

function Provider({ provider }: { provider: Answer<'listProviders'>[number] }) {
  return (
    <details class="provider">
      <summary>
        <span class="grow">{provider.title}</span>
        <span class={provider.configured ? 'badge good' : 'badge'}>{provider.configured ? 'Ready' : 'No key'}</span>
      </summary>
      <p class="dim small">{provider.models.join(', ')}</p>
      {provider.keys.length === 0 && <p class="dim small">Needs no key.</p>}
      {provider.keys.map(name => (
        <form
          key={name}
          onSubmit={event => {
            event.preventDefault();
            const input = event.currentTarget.elements.namedItem('key') as HTMLInputElement;
            void keep(name, input.value);
            input.value = '';
          }}
        >
          <Field
            label={name}
            hint={kept.value[name] ?? 'It goes to this computer’s keychain, and is never shown again.'}
          >
            {id => (
              <span class="with-button">
                <input
                  id={id}
                  name="key"
                  type="password"
                  autocomplete="off"
                  placeholder={provider.missing.includes(name) ? '' : '•••••••• set'}
                />
                <button type="submit">Keep</button>
              </span>
            )}
          </Field>
        </form>
      ))}
    </details>
  );
}

/** Scenes that the user wrote. */
function OwnScenes() {
  const own = choices.value?.ownScenes;
  if (!own) return null;
  return (
    <div class="own-scenes">
      <h3>Scenes of your own</h3>
      {own.names.length > 0 && <p>{own.names.map(name => name.replaceAll('-', ' ')).join(', ')}</p>}
      {own.problems.map(problem => (
        <p key={problem} class="fault small">
          {problem}
        </p>
      ))}
      <p class="dim small">
        A shader and its description in <code>{own.folder}</code> become scenes of every video: the planner chooses
        them, and you find them under “Drawn as”. <code>phosphene scene new</code> writes one to begin with.
      </p>
    </div>
  );
}

/** Services and their keys, and what new videos begin with. */
export function SettingsDialog() {
  const isOpen = settingsOpen.value;
  useEffect(() => {
    if (isOpen) {
      void load();
      void attempt(async () => {
        choices.value = await call('listChoices', {});
      });
    }
  }, [isOpen]);
  return (
    <Dialog open={settingsOpen} title="Settings" wide>
      <div class="settings">
        <section>
          <h3>New videos</h3>
          <FormatFields settings={defaults.value} change={changes => void change(changes as typeof defaults.value)} />
        </section>
        <section>
          <OwnScenes />
          <h3>Services and models</h3>
          <p class="dim small">None is needed: the built-in generator is free and works offline.</p>
          {providers.value.map(provider => (
            <Provider key={provider.name} provider={provider} />
          ))}
        </section>
      </div>
    </Dialog>
  );
}
