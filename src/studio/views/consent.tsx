import { signal } from '@preact/signals';
import { call } from '../api.ts';
import { costsMoney, fittingOf, price } from '../state/changes.ts';
import { saved } from '../state/editing.ts';
import { begin, here } from '../state/production.ts';
import { attempt } from '../state/studio.ts';
import { about, dollars } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { tab } from './tabs.ts';

const confirmOpen = signal(false);
let confirmed: () => void = () => undefined;

/** Tells what it costs, where it costs something, and goes on after a yes. */
export async function withConsent(go: () => Promise<unknown>): Promise<void> {
  await saved();
  if (!costsMoney.value) {
    await go();
    return;
  }
  await attempt(async () => {
    price.value = await call('estimate', { params: here() });
    if (price.value.clips === 0) {
      await go();
      return;
    }
    confirmed = () => void go();
    confirmOpen.value = true;
  });
}

/** Begins to render, once it is clear what it costs. */
export const startRender = (): void =>
  void withConsent(async () => {
    tab.value = 'render';
    await begin(call('render', { params: here(), body: {} }));
  });

/** Money is asked for before it is spent. */
export function ConsentDialog() {
  const now = price.value;
  const left = now?.budget === undefined ? undefined : now.budget - now.spentBefore - (now.usd ?? 0);
  return (
    <Dialog open={confirmOpen} title="This costs money">
      {now && (
        <>
          <p class="sum">
            <strong class="figure">{now.usd === null ? 'An unknown sum' : dollars(now.usd)}</strong> for {now.clips}{' '}
            {now.clips === 1 ? 'clip' : 'clips'} by list price, {about(now.waitSeconds)} of waiting.
          </p>
          <ul class="plain small costs">
            {now.scenes.map(({ scene, generator, clips, usd }) => (
              <li key={scene} class="row">
                <span class="grow">
                  Scene {scene + 1}, {clips} {clips === 1 ? 'clip' : 'clips'}
                  <span class="dim">
                    {generator}, {fittingOf(scene)}
                  </span>
                </span>
                <span>{dollars(usd)}</span>
              </li>
            ))}
            {now.spentBefore > 0 && (
              <li class="row dim">
                <span class="grow">Spent on this video before</span>
                <span>{dollars(now.spentBefore)}</span>
              </li>
            )}
            {left !== undefined && (
              <li class="row dim">
                <span class="grow">Left of your budget of {dollars(now.budget)}</span>
                <span>{dollars(left)}</span>
              </li>
            )}
          </ul>
          {now.warnings.map(warning => (
            <p key={warning} class="remark">
              {warning}
            </p>
          ))}
          <div class="buttons">
            <button
              type="button"
              class="primary"
              onClick={() => {
                confirmOpen.value = false;
                confirmed();
              }}
            >
              Order and render
            </button>
            <button type="button" onClick={() => (confirmOpen.value = false)}>
              Not now
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
