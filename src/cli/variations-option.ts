import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import type { RenderRequest } from '../workflow/render-video.ts';
import type { VariationsResult } from '../workflow/variations.ts';
import { readCount } from './read-numbers.ts';
import { withProgress } from './with-progress.ts';

/** `--variations`, for planning and rendering. */
export function addVariationsOption(command: Command): Command {
  return command.addOption(
    new Option('--variations <number>', 'show this many alternatives to choose from, in a folder').argParser(
      readCount(2),
    ),
  );
}

function summary({ variations, directed, pagePath, contactSheetPath }: VariationsResult): string {
  const here = (path: string): string => relative(process.cwd(), path);
  return [
    '',
    ...variations.map(
      ({ number, seed, sceneMap }) =>
        `  ${number}  seed ${seed}  ${(directed ? /Directed by .*?(?=\.? Palette:|$)/ : /Motifs: [^.]*/).exec(sceneMap.notes ?? '')?.[0] ?? ''}`,
    ),
    '',
    `  compare: ${here(pagePath)}, ${here(contactSheetPath)}`,
    directed
      ? `  take one: --map ${here(variations[1].sceneMapPath)}, with the same other options and without --director`
      : '  take one: --variation 2, or its seed, with the same other options',
    '',
  ].join('\n');
}

/** Makes the alternatives and tells of them. */
export async function showVariations(
  request: (terminal: object) => RenderRequest,
  count: number,
  previews: boolean,
  json: unknown,
): Promise<void> {
  const { compareVariations } = await import('../workflow/variations.ts');
  const result = await withProgress(terminal => compareVariations(request(terminal), count, { previews }));
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : summary(result));
}
