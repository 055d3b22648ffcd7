import { parentPort } from 'node:worker_threads';
import { createFrameMeter, type DecodedFrame } from './measure-frames.ts';

const measure = createFrameMeter();

parentPort!.on('message', (decoded: DecodedFrame) => parentPort!.postMessage(measure(decoded)));
