import { signal } from '@preact/signals';
import { showTheme, theme } from '../state/studio.ts';
import { Icon } from './icons.tsx';

export const settingsOpen = signal(false);
export const shortcutsOpen = signal(false);

export function ThemeButton() {
  const other = theme.value === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      class="quiet"
      aria-label={`Switch to the ${other} theme`}
      title={`${other} theme`}
      onClick={() => showTheme(other)}
    >
      <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}

export function SettingsButton() {
  return (
    <button
      type="button"
      class="quiet"
      aria-label="Settings"
      title="Settings"
      onClick={() => (settingsOpen.value = true)}
    >
      <Icon name="gear" />
    </button>
  );
}

export function ShortcutsButton() {
  return (
    <button
      type="button"
      class="quiet for-keys"
      aria-label="Keyboard shortcuts"
      title="Keyboard shortcuts (?)"
      onClick={() => (shortcutsOpen.value = true)}
    >
      <Icon name="help" />
    </button>
  );
}
