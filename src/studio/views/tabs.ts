import { signal } from '@preact/signals';

/** The panels beside the picture, and what they are called. */
export const tabs = { scene: 'Scene', song: 'Song', video: 'Look', render: 'Render', deliver: 'Deliver' } as const;
export type Tab = keyof typeof tabs;
/** The one that is shown. */
export const tab = signal<Tab>('scene');
