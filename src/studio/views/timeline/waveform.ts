/** What a stretch of the timeline's waveform is drawn from. */
export interface WaveformPicture {
  /** Peaks from 0 to 1, and seconds that each stands for. */
  peaks: readonly number[];
  secondsPerPoint: number;
  /** Beats a minute, 0 while there are none; beats to a bar. */
  tempo: number;
  metre: number;
  /** Seconds. */
  beats: readonly number[];
  downbeats: readonly number[];
  sections: readonly { end: number; energy: number }[];
  /** Seconds at the left edge, and pixels a second. */
  from: number;
  scale: number;
  width: number;
  height: number;
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws the waveform, coloured by how strong its section is, with bars and beats, onto a canvas in view. */
export function drawWaveform(canvas: HTMLCanvasElement, picture: WaveformPicture): void {
  const { peaks, secondsPerPoint, tempo, metre, sections, from, scale, width, height } = picture;
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const end = from + width / scale;
  if (tempo > 0) {
    const perBeat = 60 / tempo;
    const lines = (times: readonly number[], style: string): void => {
      context.fillStyle = style;
      for (const time of times)
        if (time >= from && time <= end) context.fillRect(Math.round((time - from) * scale), 0, 1, height);
    };
    if (perBeat * scale >= 7) lines(picture.beats, colour('--beat'));
    if (perBeat * metre * scale >= 5) lines(picture.downbeats, colour('--bar-line'));
  }
  const middle = height / 2;
  const calm = colour('--wave');
  const strong = colour('--wave-strong');
  let section = 0;
  const step = 2;
  for (let x = 0; x < width; x += step) {
    const time = from + x / scale;
    const first = Math.floor(time / secondsPerPoint);
    const last = Math.max(first + 1, Math.ceil((time + step / scale) / secondsPerPoint));
    if (first >= peaks.length) break;
    let peak = 0;
    for (let i = first; i < last && i < peaks.length; i++) peak = Math.max(peak, peaks[i]);
    while (section < sections.length - 1 && sections[section].end <= time) section++;
    context.fillStyle = (sections[section]?.energy ?? 0) > 0.6 ? strong : calm;
    const tall = Math.max(1, peak * (height - 8));
    context.fillRect(x, middle - tall / 2, step - 0.7, tall);
  }
}
