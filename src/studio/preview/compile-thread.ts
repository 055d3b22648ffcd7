// A web worker that compiles shaders to WebAssembly, as cpu/compile-thread.ts does in Node.
import { answerRequest, type CompileRequest } from '../../generators/procedural/cpu/compile-request.ts';

self.onmessage = ({ data }: MessageEvent<CompileRequest>) => self.postMessage(answerRequest(data));
