import type { OperationShape } from './contract/operation.ts';
import { operations } from './contract/operations.ts';

/** The reference of the API as Markdown, from the operations themselves. */
export function apiReference(): string {
  const all: OperationShape[] = Object.values(operations);
  const rows = all.map(({ method, path, summary }) => `| \`${method.toUpperCase()} ${path}\` | ${summary} |`);
  return `# The studio's HTTP API

\`phosphene studio\` prints its address and the token of this start. Every request carries \`Authorization: Bearer <token>\`.
\`GET /api/openapi.json\` is the whole, with the form of every body and answer, as an OpenAPI 3.1 document.

\`\`\`
curl -H "Authorization: Bearer $TOKEN" $ADDRESS/api/productions
\`\`\`

From TypeScript, a client that is made from the same table as the server: names, parameters and answers are its types.

\`\`\`ts
import { openAsBlob } from 'node:fs';
import { createStudioClient } from './src/client/studio-client.ts';

const studio = createStudioClient({ origin: ADDRESS, token: TOKEN });
const upload = await studio.upload(await openAsBlob('song.mp3'), 'song.mp3');
const { id } = await studio.call('createProduction', { body: { upload } });
await done(id);
await studio.call('render', { params: { id }, body: {} });
await done(id);

async function done(id: string) {
  for await (const event of studio.hear(id))
    if (event.type === 'progress') console.log(event.stage, event.fraction);
    else if (event.type === 'state' && event.state !== 'queued' && event.state !== 'running') return event.state;
}
\`\`\`

| operation | what it does |
|---|---|
${rows.join('\n')}

What cannot be done is answered with a status of 400 or more and \`{"error": "one sentence"}\`; a scene map with faults also with \`problems\`, each with
its place, line, column and mend. Work (planning, rendering, exporting) is answered with 202 at once and told of by \`events\`.

_Written by \`node src/server/write-documents.ts\`._
`;
}
