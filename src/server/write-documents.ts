// Writes docs/api.md: node src/server/write-documents.ts
import { writeFileSync } from 'node:fs';
import { apiReference } from './api-document.ts';

writeFileSync(new URL('../../docs/api.md', import.meta.url), apiReference());
