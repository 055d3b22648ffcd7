import { ShaderError } from '../shading/language/lexer.ts';
import type { CompileAnswer, ShaderCode } from './compile-request.ts';
import type { PassInterface } from './pass-interface.ts';
import { startCompiler } from './threads.ts';

/** Compiles passes on a thread of its own, so that frames are drawn meanwhile. */
export interface ShaderCompiler {
  /** Each distinct pass is compiled once. @throws {ShaderError} naming line and column in `source` */
  compile(source: string, pass: PassInterface): Promise<ShaderCode>;
  close(): Promise<void>;
}

/** Starts the compiling thread. @param halves vectors of four pixels drawn at a time */
export function createShaderCompiler(halves: 1 | 2): ShaderCompiler {
  const done = new Map<string, Promise<ShaderCode>>();
  const waiting = new Map<number, { resolve(code: ShaderCode): void; reject(error: Error): void }>();
  let failure: Error | undefined;
  let nextId = 0;
  const answered = (answer: CompileAnswer): void => {
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('code' in answer) asker?.resolve(answer.code);
    else {
      const { message, position } = answer.failure;
      asker?.reject(position ? ShaderError.at(message, position) : new Error(message));
    }
  };
  const failAll = (error: Error): void => {
    failure = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const thread = startCompiler(answered, failAll);
  return {
    compile(source, pass) {
      const key = JSON.stringify([source, pass]);
      let code = done.get(key);
      if (!code) {
        code = new Promise((resolve, reject) => {
          if (failure) return reject(failure);
          const id = nextId++;
          waiting.set(id, { resolve, reject });
          thread.ask({ id, source, pass, halves });
        });
        done.set(key, code);
      }
      return code;
    },
    async close() {
      await thread.end();
      failAll(new Error('The renderer was closed.'));
    },
  };
}
