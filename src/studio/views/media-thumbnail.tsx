import { addressOf } from '../api.ts';
import { here } from '../state/production.ts';

/** A small picture of a file that was brought. */
export function Thumbnail({ path }: { path: string }) {
  const address = addressOf('readMedia', { params: { ...here(), name: path.replace('media/', '') } });
  if (/\.cube$/i.test(path)) return <span class="thumbnail table" aria-hidden="true" />;
  if (/\.(mp4|mov|webm|mkv)$/i.test(path))
    return <video class="thumbnail" src={`${address}#t=0.5`} muted playsInline preload="metadata" aria-hidden="true" />;
  return <img class="thumbnail" src={address} alt="" loading="lazy" />;
}
