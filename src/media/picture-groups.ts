import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD } from 'node-av/constants';
import { avGetCodecName } from 'node-av/lib';
import { packetsOf, pictureStream, withInput } from './input.ts';

/** Frames between two keyframes that refer to nothing beyond them, numbered as they are shown. */
export interface PictureGroup {
  firstFrame: number;
  endFrame: number;
  /** Bytes of its packets. */
  bytes: number;
  /** Times at which its frames are shown, rising, and times of decoding in the order of the packets; in the stream's time base. */
  shown: bigint[];
  decoded: bigint[];
  /** How long a frame is shown. */
  duration: bigint;
} // biome-ignore format: one line each

/** The packets of a group are held in memory while it is encoded. */
const longestSeconds = 60;

/** Kinds of H.264's and HEVC's units that begin anew without any look back. */
const refreshing = { h264: [5], hevc: [19, 20] };

/** Whether a packet with lengths before its units holds a picture that nothing after it looks back beyond. */
function refreshes(codec: string, data: Uint8Array, lengthSize: number): boolean {
  if (codec !== 'h264' && codec !== 'hevc') return true;
  for (let at = 0; at + lengthSize < data.length; ) {
    let length = 0;
    for (let i = 0; i < lengthSize; i++) length = length * 256 + data[at + i];
    const head = data[at + lengthSize];
    if (refreshing[codec].includes(codec === 'h264' ? head & 31 : (head >> 1) & 63)) return true;
    at += lengthSize + length;
  }
  return false;
}

/**
 * Splits a video into groups of pictures that can be replaced one by one.
 *
 * @param lengthSize bytes of the length before each unit, for H.264 and HEVC
 * @returns in one clause why that cannot be done, where it cannot
 * @throws {MediaError}
 */
export async function readPictureGroups(path: string, lengthSize = 4): Promise<PictureGroup[] | string> {
  return withInput(path, async input => {
    const stream = pictureStream(input, path);
    const codec = avGetCodecName(stream.codecpar.codecId) ?? 'unknown';
    const { num, den } = stream.timeBase;
    const frameRate = stream.avgFrameRate.num / stream.avgFrameRate.den;
    const packets: { shown: bigint; decoded: bigint; duration: bigint; bytes: number; isStart: boolean }[] = [];
    for await (const packet of packetsOf(input, stream)) {
      const { pts, dts, duration, size, isKeyframe, data } = packet;
      if (pts === AV_NOPTS_VALUE) return 'its frames carry no times';
      if (packet.hasFlags(AV_PKT_FLAG_DISCARD)) return 'it begins within a group of pictures';
      const isStart = isKeyframe && data !== null && refreshes(codec, data, lengthSize);
      packets.push({ shown: pts, decoded: dts, duration, bytes: size, isStart });
    }
    if (packets.length === 0 || !packets[0].isStart) return 'it does not begin with a keyframe';
    // Matroska tells when a frame is shown, from which the times of decoding follow but for those of the first few.
    const first = packets.findIndex(({ decoded }) => decoded !== AV_NOPTS_VALUE);
    if (first < 0) return 'its frames carry no times of decoding';
    for (let i = first - 1; i >= 0; i--) packets[i].decoded = packets[i + 1].decoded - packets[i].duration;
    if (packets.some(({ decoded }) => decoded === AV_NOPTS_VALUE)) return 'its frames carry no times of decoding';
    // A keyframe that frames from before it are shown after, or the other way about, is no clean border.
    const latest: bigint[] = [];
    for (const { shown } of packets) latest.push(latest.length > 0 && latest.at(-1)! > shown ? latest.at(-1)! : shown);
    const earliest: bigint[] = [];
    for (const { shown } of [...packets].reverse())
      earliest.push(earliest.length > 0 && earliest.at(-1)! < shown ? earliest.at(-1)! : shown);
    earliest.reverse();
    const starts = packets.flatMap(({ isStart, shown }, i) =>
      isStart && earliest[i] === shown && (i === 0 || latest[i - 1] < shown) ? [i] : [],
    );
    if (starts[0] !== 0) return 'its first keyframe is not shown first';
    const groups = starts.map((first, i): PictureGroup => {
      const end = starts[i + 1] ?? packets.length;
      const own = packets.slice(first, end);
      return {
        firstFrame: first,
        endFrame: end,
        bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
        shown: own.map(({ shown }) => shown).sort((a, b) => (a < b ? -1 : 1)),
        decoded: own.map(({ decoded }) => decoded),
        duration: own[0].duration,
      };
    });
    const [start] = groups[0].shown;
    const isEven = groups.every(({ shown, firstFrame }) =>
      shown.every((time, i) => Math.round(((Number(time - start) * num) / den) * frameRate) === firstFrame + i),
    );
    if (!isEven) return 'its frames do not come at an even rate';
    const longest = Math.max(...groups.map(({ firstFrame, endFrame }) => endFrame - firstFrame));
    return longest > longestSeconds * frameRate ? 'its keyframes lie more than a minute apart' : groups;
  });
}
