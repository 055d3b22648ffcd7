import { signal } from '@preact/signals';
import type { Answer } from '../../server/contract/operations.ts';
import { addressOf, call } from '../api.ts';
import { changeScene } from '../map-edits.ts';
import { edit, forgetSteps, saved } from '../state/editing.ts';
import { begin, here } from '../state/production.ts';
import { stillAddresses, stillShape, variationAddress } from '../state/stills.ts';
import { attempt } from '../state/studio.ts';
import { clock } from '../words.ts';
import { Dialog } from './dialog.tsx';

/** Scene that variations are shown of, and their seeds. */
const varied = signal<{ scene: number; seeds: number[] } | undefined>(undefined);
const variationsOpen = signal(false);

export const showVariations = (scene: number): Promise<boolean> =>
  attempt(async () => {
    await saved();
    varied.value = await call('proposeVariations', { params: here(), body: { scene, count: 5 } });
    variationsOpen.value = true;
  });

/** Pictures of one scene with other seeds, to pick from. */
export function VariationsDialog() {
  const now = varied.value;
  const pick = (seed: number): void => {
    if (now) edit(`Another picture for scene ${now.scene + 1}`, m => changeScene(m, now.scene, { seed }), now.scene);
    variationsOpen.value = false;
  };
  return (
    <Dialog open={variationsOpen} title={`Scene ${(now?.scene ?? 0) + 1}: pick a picture`} wide>
      <ul class="variations" style={stillShape.value}>
        {now && (
          <li>
            <button type="button" onClick={() => (variationsOpen.value = false)}>
              <img src={stillAddresses.value[now.scene]} alt={`Scene ${now.scene + 1} as it is`} />
              <span>As it is</span>
            </button>
          </li>
        )}
        {now?.seeds.map((seed, i) => (
          <li key={seed}>
            <button type="button" onClick={() => pick(seed)}>
              <img src={variationAddress(now.scene, seed)} alt={`Variation ${i + 1}`} />
              <span>Variation {i + 1}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const plans = signal<Answer<'proposePlans'>>([]);
const plansOpen = signal(false);

export const showPlans = (): Promise<boolean> =>
  attempt(async () => {
    plans.value = await call('proposePlans', { params: here(), query: { count: '4' } });
    plansOpen.value = true;
  });

async function takePlan(seed: number): Promise<void> {
  plansOpen.value = false;
  await saved();
  forgetSteps();
  await begin(call('takePlan', { params: { ...here(), seed: String(seed) } }));
}

/** The whole video planned otherwise, to pick from. */
export function PlansDialog() {
  return (
    <Dialog open={plansOpen} title="The same song, planned otherwise" wide>
      <p class="dim">
        Cuts stay on the music; what is seen changes. A plan takes the place of all scenes, and of your edits.
      </p>
      <ol class="plans" style={stillShape.value}>
        {plans.value.map(({ seed, scenes }, i) => (
          <li key={seed}>
            <span class="plan-stills">
              {scenes.map(({ scene, start }) => (
                <img
                  key={scene}
                  src={addressOf('drawPlanStill', { params: { ...here(), seed: String(seed), scene: String(scene) } })}
                  alt={`Plan ${i + 1} at ${clock(start)}`}
                />
              ))}
            </span>
            <button type="button" aria-label={`Take plan ${i + 1}`} onClick={() => void takePlan(seed)}>
              {i === 0 ? 'The first plan' : 'Take it'}
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
