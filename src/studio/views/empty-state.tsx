import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

/** Nothing is here yet: what will be, and how it comes. */
export function EmptyState({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <div class="empty-state">
      <span class="empty-mark" aria-hidden="true">
        <Icon name={icon} size={24} />
      </span>
      {children}
    </div>
  );
}
