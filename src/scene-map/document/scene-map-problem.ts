/** One thing that is wrong in a scene map, or worth a look. */
export interface SceneMapProblem {
  /** Where in the map: "scenes[2].end_time"; "" for the whole. */
  place: string;
  /** Where in the text, from 1. */
  line: number;
  column: number;
  /** What is wrong and how to mend it. */
  message: string;
}

/** A scene map that cannot be used as it stands. Its message lists every problem, one a line. */
export class SceneMapError extends Error {
  readonly path: string;
  readonly problems: readonly SceneMapProblem[];
  constructor(path: string, problems: readonly SceneMapProblem[]) {
    const many = problems.length === 1 ? 'has a problem' : `has ${problems.length} problems`;
    super(`The scene map ${path} ${many}:\n${problems.map(problem => `  ${printProblem(problem)}`).join('\n')}`);
    this.name = 'SceneMapError';
    this.path = path;
    this.problems = problems;
  }
}

/** "line 12, scenes[2].end_time: must be …" */
export function printProblem({ line, place, message }: SceneMapProblem): string {
  return `line ${line}${place === '' ? '' : `, ${place}`}: ${message}`;
}

/** Takes what is wrong at a place of a map. */
export type Report = (place: string, message: string) => void;
