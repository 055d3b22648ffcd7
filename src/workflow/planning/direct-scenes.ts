import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { type Environment, readEnvironment } from '../../generators/cloud/access.ts';
import {
  AskError,
  askModel,
  checkDirectorName,
  type Direction,
  directorBrief,
  jsonIn,
  type ModelAnswer,
  placeDirection,
  readAnswer,
} from '../../scene-map/director/index.ts';
import { musicalGrid, type SceneDescription, type SceneMap } from '../../scene-map/index.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';

/** Who directs; the rules alone where nobody is named. */
export interface DirectorRequest {
  /** "claude", "gpt", or the address of an OpenAI-compatible server. */
  director?: string;
  directorModel?: string;
  /** Seconds that an answer may take; 120 by default. */
  directorTimeout?: number;
}

/** What a director works from. */
export interface DirectorStage {
  map: SceneMap;
  analysis: Analysis;
  catalogue: readonly SceneDescription[];
  style: string;
  lyrics: readonly { start: number; text: string }[];
  /** Maps of the song that were directed before and that this one is to be unlike. */
  earlier?: readonly SceneMap[];
  productionFolder: string;
  environment?: Environment;
  signal?: AbortSignal;
  note(line: string): void;
}

/** Whether there is such a director. @throws {SettingsError} naming those that there are */
export function checkDirector(director: string): void {
  try {
    checkDirectorName(director);
  } catch (error) {
    throw error instanceof AskError ? new SettingsError(error.message) : error;
  }
}

/** What is kept of a direction, in `director.json` of the production. */
interface DirectorRecord {
  /** Fingerprint of what was asked of whom. */
  inputs: string;
  model: string;
  system: string;
  prompt: string;
  answers: { text: string; finishReason: string; inputTokens?: number; outputTokens?: number; problems: string[] }[];
  /** What came of it. */
  outcome: string;
}

/** Raised when the brief or the reading of answers changes. */
const directorForm = 1;

/**
 * Lets a language model say what is seen in a planned map. An answer that cannot be used is sent back once with what
 * was wrong; then, and where the model does not answer, the map stays as the rules planned it, and a note says so.
 * Prompt and answers are kept; the same question is not asked, or paid for, twice.
 */
export async function directScenes(request: DirectorRequest, stage: DirectorStage): Promise<SceneMap> {
  const { map, analysis, catalogue, style, lyrics, earlier, productionFolder, signal, note } = stage;
  const { director, directorModel: model, directorTimeout: timeoutSeconds = 120 } = request;
  if (director === undefined) return map;
  const grid = musicalGrid(analysis);
  const brief = directorBrief({ analysis, grid, map, catalogue, style, lyrics, earlier });
  const inputs = fingerprint(directorForm, brief, director, model ?? '');
  const path = join(productionFolder, 'director.json');
  const environment = stage.environment ?? readEnvironment(process.cwd());
  const sections = grid.sections.length;
  const read = async (text: string): Promise<{ direction: Direction; problems: string[] }> => {
    const json = await jsonIn(text);
    if (json !== undefined) return readAnswer(json, { sections, catalogue });
    const problem = text.trim() === '' ? 'The answer is empty.' : 'The answer is not JSON.';
    return { direction: { treatment: '', palette: [], sections: new Map() }, problems: [problem] };
  };
  const finish = (direction: Direction, name: string): SceneMap => {
    const directed = direction.sections.size;
    note(
      `Directed by ${name}: ${directed === sections ? 'all' : `${directed} of`} ${sections} sections${directed < sections ? '; the rules planned the others' : ''}.`,
    );
    const placed = placeDirection(map, grid, direction, catalogue);
    const told = direction.treatment ? ` ${direction.treatment}.` : '';
    return { ...placed, notes: `Directed by ${name}.${told} ${map.notes ?? ''}`.trim() };
  };

  const kept = readRecord(path);
  if (kept?.inputs === inputs) {
    for (const { text } of kept.answers.toReversed()) {
      const { direction } = await read(text);
      if (direction.sections.size > 0) return finish(direction, kept.model);
    }
  }

  note(
    `Asking ${director} to direct; it gets the sections, the style${lyrics.length > 0 ? ', the lyrics' : ''} and no sound.`,
  );
  const record: DirectorRecord = { inputs, model: model ?? director, ...brief, answers: [], outcome: '' };
  const keep = (outcome: string): void => {
    mkdirSync(productionFolder, { recursive: true });
    writeWhole(path, `${JSON.stringify({ ...record, outcome }, null, 2)}\n`);
  };
  let best: Direction | undefined;
  let repair = '';
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      const answer: ModelAnswer = await askModel(
        brief,
        { director, model, environment, timeoutSeconds, signal },
        repair,
      );
      record.model = answer.model;
      const { direction, problems } = await read(answer.text);
      const { text, finishReason, inputTokens, outputTokens } = answer;
      record.answers.push({ text: text.slice(0, 100_000), finishReason, inputTokens, outputTokens, problems });
      if (!best || direction.sections.size > best.sections.size) best = direction;
      // What covers half of the song is worth more than the price of asking again.
      if (2 * direction.sections.size >= sections) break;
      repair = `Your answer before could not be used: ${problems.slice(0, 8).join(' ')} Answer again, with the JSON object alone, for all ${sections} sections.`;
    }
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    if (!best || best.sections.size === 0) {
      keep(error.message);
      note(`${error.message} The rules plan instead.`);
      return map;
    }
  }
  const problems = record.answers.at(-1)?.problems ?? [];
  if (!best || best.sections.size === 0) {
    keep('refused');
    note(
      `The director’s answer could not be used (${problems[0].slice(0, 160).replace(/\.$/, '')}). The rules plan instead.`,
    );
    return map;
  }
  for (const problem of problems.slice(0, 5)) note(`Director: ${problem}`);
  keep('used');
  return finish(best, record.model);
}

function readRecord(path: string): DirectorRecord | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as DirectorRecord;
    return Array.isArray(record.answers) ? record : undefined;
  } catch {
    return undefined;
  }
}
