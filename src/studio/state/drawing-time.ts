import { effect, signal } from '@preact/signals';
import type { Answer } from '../../server/contract/operations.ts';
import { call } from '../api.ts';
import { here, isOpen, plan, view } from './production.ts';
import { attempt } from './studio.ts';

/** How long this computer will draw the video as it is planned now; undefined until somebody asks. */
export const drawingTime = signal<Answer<'timeDrawing'> | undefined>(undefined);
/** Whether frames are being drawn to tell it. */
export const isTrying = signal(false);

let asked = 0;
effect(() => {
  // What was told holds for this plan and these settings alone.
  void [plan.value, view.value?.settings, view.value?.hasVideo];
  asked++;
  drawingTime.value = undefined;
  isTrying.value = false;
});

/** Has some frames drawn, and tells by them how long all will take. */
export async function timeDrawing(): Promise<void> {
  const { id } = here();
  const own = asked;
  isTrying.value = true;
  await attempt(async () => {
    const told = await call('timeDrawing', { params: { id } });
    if (own === asked && isOpen(id)) drawingTime.value = told;
  });
  if (own === asked) isTrying.value = false;
}
