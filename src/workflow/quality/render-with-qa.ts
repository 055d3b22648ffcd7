import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { renderVideo } from '../render-video.ts';
import type { QaMode } from './qa-modes.ts';

export { type QaMode, type QaResult, qaModes } from './qa-modes.ts';

/**
 * Renders, looks at the result, and reports, mends or makes again what is not good enough.
 *
 * @throws what {@link renderVideo} throws
 */
export function renderWithQa(request: RenderRequest, mode: QaMode): Promise<RenderResult> {
  return renderVideo({ ...request, qa: mode });
}
