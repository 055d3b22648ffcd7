/** How many errors behind one another are looked through. */
const deepest = 6;

/**
 * The first of an error and those that stand behind it of which something can be told; libraries put what a server
 * answered behind errors of their own.
 *
 * @param tell undefined where an error tells nothing
 */
export function amongCauses<T>(error: unknown, tell: (cause: { statusCode?: number }) => T | undefined): T | undefined {
  let cause: unknown = error;
  for (let depth = 0; depth < deepest && cause && typeof cause === 'object'; depth++) {
    const told = tell(cause);
    if (told !== undefined) return told;
    const { lastError, cause: inner } = cause as { lastError?: unknown; cause?: unknown };
    cause = lastError ?? inner;
  }
  return undefined;
}
