import { createHash, timingSafeEqual } from 'node:crypto';
import { RequestError } from './request-error.ts';

/** Name of the cookie; cookies are shared by all ports of a host, so it tells the port. */
export const cookieName = (port: number): string => `phosphene-${port}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a token is the one of this start; takes the same time whatever is wrong with it. */
export const isToken = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

/**
 * The host must be the loopback name that we listen on, or a foreign name has been pointed at us (DNS rebinding); and
 * where a browser tells which page sent the request, it must be ours (cross-site request forgery).
 * @throws {RequestError} 403
 */
export function checkHost(headers: Headers, port: number): void {
  const host = headers.get('host');
  if (host === null || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(host))
    throw new RequestError(403, 'This host name is not served here; open the address that the server printed.');
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if ((origin !== null && origin !== `http://${host}`) || site === 'cross-site' || site === 'same-site')
    throw new RequestError(403, 'Requests from other pages are not answered.');
}

/**
 * The request must carry the token of this start, as a cookie of the page or as a bearer token of a program.
 * @throws {RequestError} 401
 */
export function checkToken(headers: Headers, token: string, port: number): void {
  const bearer = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1];
  const cookie = (headers.get('cookie') ?? '')
    .split(/;\s*/)
    .find(pair => pair.startsWith(`${cookieName(port)}=`))
    ?.slice(cookieName(port).length + 1);
  const given = bearer ?? cookie;
  if (given === undefined || !isToken(given, token))
    throw new RequestError(401, 'Open the address that the server printed: it carries the token of this start.');
}

/** What every answer carries: nothing is loaded from elsewhere, framed, guessed or kept by others. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // With both of these the page may share memory between its threads, which the live picture is drawn with.
  'cross-origin-embedder-policy': 'require-corp',
};
