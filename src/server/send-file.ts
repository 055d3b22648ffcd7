import { createReadStream, existsSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { RequestError } from './request-error.ts';

/**
 * Sends a file, or the one range of it that is asked for (RFC 9110, 14).
 * @throws {RequestError} 404 where it is not there
 */
export function sendFile(request: Request, path: string, type: string, headers: Record<string, string> = {}): Response {
  if (!existsSync(path)) throw new RequestError(404, 'It has not been made yet.');
  const { size } = statSync(path);
  const all = { ...headers, 'content-type': type, 'accept-ranges': 'bytes' };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  let [start, end, status] = [0, size - 1, 200];
  const extra: Record<string, string> = {};
  if (asked && (asked[1] || asked[2])) {
    start = asked[1] ? Number(asked[1]) : Math.max(0, size - Number(asked[2]));
    end = asked[1] && asked[2] ? Math.min(end, Number(asked[2])) : end;
    if (start > end) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
    status = 206;
    extra['content-range'] = `bytes ${start}-${end}/${size}`;
  }
  const length = { 'content-length': String(end - start + 1) };
  if (size === 0) return new Response(null, { status, headers: all });
  const body = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers: { ...all, ...extra, ...length } });
}
