import { shortcutsOpen } from './bar-buttons.tsx';
import { Dialog } from './dialog.tsx';

const keys: [string, string][] = [
  ['Space', 'Play or pause'],
  ['J  K  L', 'A bar back · stop · forward, faster each time'],
  ['←  →', 'A beat back or on; with Shift a bar'],
  ['↑  ↓', 'The scene before or after'],
  ['Home  End', 'Start or end of the song'],
  ['S', 'Split the scene at the playhead'],
  ['M', 'Join the scene with the next'],
  ['[  ]', 'Move the scene’s content earlier or later'],
  ['I  O', 'Mark a stretch: its start, its end'],
  ['X', 'Lock or unlock the scene'],
  ['T', 'Tap the beat while it plays'],
  ['+  −  0', 'Zoom in, out, whole song'],
  ['Ctrl Z', 'Undo; with Shift redo'],
  ['?', 'This list'],
];

/** Which key does what. */
export function ShortcutsDialog() {
  return (
    <Dialog open={shortcutsOpen} title="Keyboard">
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split('  ').map(one => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
