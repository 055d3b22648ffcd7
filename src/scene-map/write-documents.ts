// Writes docs/scene-map.schema.json and docs/scene-map.md from the schema: node src/scene-map/write-documents.ts
import { writeFileSync } from 'node:fs';
import { referenceDocument, schemaDocument } from './document/schema-documents.ts';

writeFileSync(new URL('../../docs/scene-map.schema.json', import.meta.url), schemaDocument());
writeFileSync(new URL('../../docs/scene-map.md', import.meta.url), referenceDocument());
