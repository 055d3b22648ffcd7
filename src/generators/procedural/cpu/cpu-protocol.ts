/** A pass as the threads run it. */
export interface ThreadPass {
  module: WebAssembly.Module;
  /** Values of the module's globals; `slots` is this thread's own area. */
  globals: Record<string, number>;
  width: number;
  height: number;
  /** Rows that a thread takes at a time. */
  band: number;
}

/** From the renderer to its threads. */
export interface GraphMessage {
  graph: number;
  passes: ThreadPass[];
}

/** What a thread is started with. */
export interface ThreadStart {
  memory: WebAssembly.Memory;
  control: Int32Array<SharedArrayBuffer>;
  threads: number;
}

/** Words of the control block that the renderer and its threads share. */
export const control = {
  /** Counts frames; threads sleep on it. */
  frame: 0,
  /** Index of the graph to draw; -1 ends the thread. */
  graph: 1,
  /** Counts threads that have finished a frame; the renderer sleeps on it. */
  finished: 2,
  /** From here, two words a pass: the next row to take, and how many threads are done. */
  passes: 3,
} as const;

/** Most passes that a graph may have. */
export const mostPasses = 64;
