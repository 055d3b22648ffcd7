import { fileName, relativePath } from './media-link.ts';
import { hourFrame, isDropFrame, printTimeCode } from './smpte-time-code.ts';
import type { Timeline, TimelineMarker } from './timeline.ts';

const markerColours: Record<TimelineMarker['kind'], string> = { beat: 'BLUE', downbeat: 'GREEN', section: 'RED' };
/** Most events that the form can number. */
const mostEvents = 999;

/** Text of a comment: one line, no control characters. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/**
 * The timeline as an edit decision list (CMX 3600), programme from 01:00:00:00, sources from 00:00:00:00. File names,
 * markers and titles are comments, as the form has no place for them.
 *
 * @throws {RangeError} when there are more shots than an event number can tell
 */
export function printEdl(timeline: Timeline, folder: string): string {
  const { clips, frameRate, sound, markers, titles } = timeline;
  if (clips.length + (sound ? 1 : 0) > mostEvents)
    throw new RangeError(`A CMX 3600 list holds ${mostEvents} events at most; use another form for this video.`);
  const origin = hourFrame(frameRate);
  const code = (frame: number): string => printTimeCode(frame, frameRate);
  const lines = [
    `TITLE: ${plain(timeline.name).slice(0, 70)}`,
    `FCM: ${isDropFrame(frameRate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    '',
  ];
  let event = 0;
  const number = (): string => String(++event).padStart(3, '0');
  const span = (source: number, start: number, frames: number): string =>
    `${code(source)} ${code(source + frames)} ${code(origin + start)} ${code(origin + start + frames)}`;
  clips.forEach((clip, i) => {
    const before = clips[i - 1];
    const { transition } = clip;
    const real = transition && !transition.inPicture ? transition : undefined;
    const id = number();
    if (real?.kind === 'dissolve' && before) {
      const left = before.sourceStart + before.frames;
      lines.push(`${id}  AX       V     C        ${span(left, clip.start, 0)}`);
      lines.push(
        `${id}  AX       V     D    ${String(real.frames).padStart(3, '0')} ${span(clip.sourceStart, clip.start, clip.frames)}`,
        `* FROM CLIP NAME: ${plain(fileName(before.path))}`,
        `* TO CLIP NAME: ${plain(fileName(clip.path))}`,
      );
    } else {
      lines.push(`${id}  AX       V     C        ${span(clip.sourceStart, clip.start, clip.frames)}`);
      lines.push(`* FROM CLIP NAME: ${plain(fileName(clip.path))}`);
    }
    lines.push(`* SOURCE FILE: ${plain(relativePath(folder, clip.path))}`, `* COMMENT: ${plain(clip.name)}`);
    if (transition?.inPicture)
      lines.push(`* COMMENT: ${transition.kind} of ${transition.frames} frames at the start is part of the picture`);
    if (clip.note) lines.push(`* COMMENT: ${plain(clip.note)}`);
  });
  if (sound) {
    const channels = sound.channels > 1 ? 'AA' : 'A ';
    lines.push(`${number()}  AX       ${channels}    C        ${span(sound.sourceStart, 0, sound.frames)}`);
    lines.push(`* FROM CLIP NAME: ${plain(fileName(sound.path))}`);
    lines.push(`* SOURCE FILE: ${plain(relativePath(folder, sound.path))}`);
  }
  for (const { frame, kind, name } of markers)
    lines.push(`* LOC: ${code(origin + frame)} ${markerColours[kind].padEnd(7)} ${plain(name)}`);
  for (const { start, frames, text } of titles)
    lines.push(`* TITLE: ${code(origin + start)} ${code(origin + start + frames)} ${plain(text)}`);
  return `${lines.join('\r\n')}\r\n`;
}
