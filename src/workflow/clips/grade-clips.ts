import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GradeTable, printCube } from '../../finishing/colour/index.ts';
import type { Appearance } from '../../generators/procedural/appearance.ts';
import { gradeStrengthAt, type MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import { createFilterChain, type FilterChain, filterPath } from '../../media/filter-chain.ts';
import type { Size } from '../settings.ts';

export interface ClipGraderOptions {
  tables: ReadonlyMap<string, GradeTable>;
  drive: MusicalDrive;
  output: Size;
  frameRate: number;
  /** Folder for the tables, as FFmpeg reads them. */
  folder: string;
}

/** Corrects the colours of pictures that are not drawn but come from clips. */
export interface ClipGrader {
  correct(appearance: Appearance, frame: number, nv12: Uint8Array): Promise<void>;
  close(): void;
}

/** The table as a .cube file. */
function cubeOf({ size, data }: GradeTable): string {
  const triples = data.filter((_, i) => i % 4 !== 3);
  return printCube({ dimensions: 3, size, domainMin: [0, 0, 0], domainMax: [1, 1, 1], data: triples });
}

/**
 * Makes the corrector of clips: the same tables as drawn scenes have, by FFmpeg's `lut3d` with tetrahedral
 * interpolation.
 */
export function createClipGrader({ tables, drive, output, frameRate, folder }: ClipGraderOptions): ClipGrader {
  const chains = new Map<string, Promise<FilterChain>>();
  const open = async (name: string): Promise<FilterChain> => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.cube`);
    writeFileSync(path, cubeOf(tables.get(name)!));
    return createFilterChain({
      ...output,
      format: 'nv12',
      frameRate: { numerator: 25, denominator: 1 },
      // 16 bits between the conversions, so that only the last one rounds.
      filters: [
        { name: 'format', options: 'pix_fmts=gbrp16le' },
        { name: 'lut3d', options: `file=${filterPath(path)}:interp=tetrahedral` },
      ],
      failure: 'The clip cannot be colour corrected',
    });
  };
  return {
    async correct(appearance, frame, nv12) {
      const { grade } = appearance;
      if (grade === undefined) return;
      const strength = gradeStrengthAt(drive, appearance, (frame + 0.5) / frameRate);
      if (strength <= 0) return;
      if (!chains.has(grade)) chains.set(grade, open(grade));
      const before = strength < 1 ? nv12.slice() : undefined;
      await (await chains.get(grade)!).apply(frame, nv12);
      if (before) for (let i = 0; i < nv12.length; i++) nv12[i] = before[i] + (nv12[i] - before[i]) * strength + 0.5;
    },
    close() {
      for (const chain of chains.values()) chain.then(opened => opened.close()).catch(() => undefined);
    },
  };
}
