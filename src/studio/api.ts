import { createStudioClient } from '../client/studio-client.ts';

export { ApiError } from '../client/studio-client.ts';

/** The page calls the studio that it came from; a cookie stands for the token. */
export const { addressOf, send, call, upload } = createStudioClient({ origin: '' });
