import { basename } from 'node:path';
import { clock } from '../../formatting/clock.ts';
import { loadC2pa, withFileBlob } from './c2pa-library.ts';
import { credentialFormat } from './sign-video.ts';
import { selfMadeName } from './signing-identity.ts';
import { type SourceType, sourceTypeOf, sourceTypeWords } from './source-type.ts';

/** What the content credentials of a file say, and whether they hold. */
export interface Verification {
  /**
   * `none`: there are none. `intact`: the file is as it was signed. `broken`: the file or the credentials were changed.
   */
  state: 'none' | 'intact' | 'broken';
  /** Who signed, as the certificate says. */
  signer?: string;
  /** Whether an authority that this reader knows vouches for the signer. */
  trusted: boolean;
  selfMade: boolean;
  generator?: string;
  sourceType?: SourceType;
  shots: { title: string; start?: number; end?: number; sourceType?: SourceType; description?: string }[];
  ingredients: string[];
  /** Codes of what failed, in C2PA's words. */
  failures: string[];
  /** The same for people, a sentence a line. */
  explanation: string[];
}

interface StoredAction {
  action: string;
  description?: string;
  digitalSourceType?: string;
  changes?: { region?: { time?: { start?: string; end?: string } }[] }[];
  parameters?: { ingredients?: { url?: string }[] };
}

interface StoredManifest {
  claim_generator_info?: { name: string; version?: string }[];
  ingredients?: { title?: string; label?: string }[];
  assertions?: { label: string; data: { actions?: StoredAction[] } }[];
  signature_info?: { issuer?: string; common_name?: string; time?: string };
}

interface Store {
  active_manifest?: string;
  manifests: Record<string, StoredManifest>;
  validation_results?: { activeManifest?: { failure?: { code: string; explanation?: string }[] } };
}

/** Failures that say nothing about the file, only that nobody known vouches for the signer. */
const trustCodes = new Set(['signingCredential.untrusted']);

/** Text that somebody else wrote, as one line: what steers a terminal, or the way letters run, is left out. */
const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\p{Bidi_Control}/gu, '');

/**
 * Reads the content credentials of a file and checks them against it. @throws {ProvenanceError} for kinds of files that
 * carry none
 */
export async function verifyVideo(path: string): Promise<Verification> {
  const format = credentialFormat(path);
  const c2pa = await loadC2pa();
  let store: Store;
  try {
    const reader = await withFileBlob(path, blob => c2pa.WasmReader.fromBlob(format, blob));
    store = JSON.parse(reader.json(), (_, value) => (typeof value === 'string' ? oneLine(value) : value)) as Store;
    reader.free();
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code) throw error;
    const reason = oneLine(error instanceof Error ? error.message : String(error));
    const none = /no claim|JumbfNotFound|no JUMBF|not found/i.test(reason);
    return {
      state: none ? 'none' : 'broken',
      trusted: false,
      selfMade: false,
      shots: [],
      ingredients: [],
      failures: none ? [] : [reason],
      explanation: [
        none
          ? `${basename(path)} carries no content credentials: it does not say how it was made.`
          : `${basename(path)} carries content credentials that cannot be read: ${reason}.`,
      ],
    };
  }
  const manifest = store.manifests[store.active_manifest ?? ''] ?? {};
  const failed = store.validation_results?.activeManifest?.failure ?? [];
  const failures = failed.map(({ code }) => code).filter(code => !trustCodes.has(code));
  const trusted = failed.length === 0;
  const signer =
    [manifest.signature_info?.common_name, manifest.signature_info?.issuer].filter(Boolean).join(', ') || undefined;
  const selfMade = manifest.signature_info?.common_name === selfMadeName;
  const actions = (manifest.assertions ?? [])
    .filter(({ label }) => label.startsWith('c2pa.actions'))
    .flatMap(({ data }) => data.actions ?? []);
  const sourceType = sourceTypeOf(actions.find(({ action }) => action === 'c2pa.created')?.digitalSourceType);
  const ingredients = manifest.ingredients ?? [];
  const shots = actions
    .filter(({ action, digitalSourceType }) => action === 'c2pa.placed' && digitalSourceType)
    .map(placed => {
      const url = placed.parameters?.ingredients?.[0]?.url ?? '';
      const ingredient = ingredients.find(({ label }) => label !== undefined && url.endsWith(`/${label}`));
      const time = placed.changes?.[0]?.region?.[0]?.time;
      return {
        title: ingredient?.title ?? 'shot',
        start: time?.start === undefined ? undefined : Number(time.start),
        end: time?.end === undefined ? undefined : Number(time.end),
        sourceType: sourceTypeOf(placed.digitalSourceType),
        description: placed.description,
      };
    });
  const made = manifest.claim_generator_info?.[0];
  const generator = made && [made.name, made.version].filter(Boolean).join(' ');
  const state = failures.length > 0 ? 'broken' : 'intact';
  const explanation = [
    state === 'intact'
      ? `${basename(path)} is as it was signed: neither pictures, sound nor credentials were changed since.`
      : `${basename(path)} is NOT as it was signed (${failures.join(', ')}): the file or its credentials were changed afterwards.`,
    selfMade
      ? 'Signed with a certificate that Phosphene made for itself: it shows that the file is unchanged, not who made it.'
      : `Signed by ${signer ?? 'somebody unnamed'}; ${trusted ? 'the certificate is vouched for' : 'whether that is true this reader cannot tell, since it keeps no list of trusted authorities'}.`,
    ...(generator ? [`Made with ${generator}.`] : []),
    ...(sourceType ? [`The video as a whole: ${sourceTypeWords[sourceType]}.`] : []),
    ...shots.map(({ title, start, end, sourceType: type, description }) => {
      const when = start !== undefined && end !== undefined ? `${clock(start, 1)} to ${clock(end, 1)}: ` : '';
      return `  ${when}${title}, ${type ? sourceTypeWords[type] : 'of unknown origin'}${description ? ` (${description})` : ''}`;
    }),
    ...(ingredients.length > 0
      ? [`Made from ${ingredients.length} parts: ${ingredients.map(({ title }) => title ?? 'unnamed').join(', ')}.`]
      : []),
  ];
  return {
    state,
    signer,
    trusted,
    selfMade,
    generator,
    sourceType,
    shots,
    ingredients: ingredients.map(({ title }) => title ?? ''),
    failures,
    explanation,
  };
}
