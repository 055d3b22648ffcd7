import { printEdl } from './edl.ts';
import { printFcp7Xml } from './fcp7-xml.ts';
import { printFcpxml } from './fcpxml.ts';
import { printMlt } from './mlt.ts';
import { printOtio } from './otio.ts';
import { checkTimeline, type Timeline } from './timeline.ts';

export type { Timeline, TimelineMarker } from './timeline.ts';
export { checkTimeline } from './timeline.ts';

/** Forms in which a timeline leaves, and the ending of each. */
export const timelineFormats = { otio: '.otio', fcpxml: '.fcpxml', fcp7: '.xml', edl: '.edl', mlt: '.mlt' } as const;
export type TimelineFormat = keyof typeof timelineFormats;

const printers: Record<TimelineFormat, (timeline: Timeline, folder: string) => string> = {
  otio: printOtio,
  fcpxml: printFcpxml,
  fcp7: printFcp7Xml,
  edl: printEdl,
  mlt: printMlt,
};

/**
 * A timeline as text that editing software reads.
 *
 * @param folder where the text will lie: media is named relative to it
 * @throws {RangeError} when the timeline does not hold together, or the form cannot hold it
 */
export function printTimeline(timeline: Timeline, format: TimelineFormat, folder: string): string {
  checkTimeline(timeline);
  return printers[format](timeline, folder);
}
