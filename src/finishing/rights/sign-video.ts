import { statSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { WasmBuilder } from '@contentauth/c2pa-wasm';
import { loadC2pa, withFileBlob } from './c2pa-library.ts';
import { type SigningIdentity, signatureAlgorithm, signatureRoom, signClaim } from './cose-signature.ts';
import { ProvenanceError } from './signing-identity.ts';
import { type SourceType, sourceTypeOfWhole, sourceTypeUri } from './source-type.ts';

/** A shot for the manifest. */
export interface ShotProvenance {
  title: string;
  /** Seconds in the video. */
  start: number;
  end: number;
  /**
   * What made its pictures, each for its stretch of the video, in seconds; stretches overlap where pictures are joined.
   */
  parts: readonly { generator: string; sourceType: SourceType; start: number; end: number }[];
  /** Files that lie over it. */
  overlays?: readonly { title: string; sha256: string }[];
  prompt?: string;
  /** SHA-256 of the take's file, in hexadecimal digits. */
  sha256: string;
}

/** What a signed manifest says of a video. */
export interface VideoProvenance {
  title: string;
  /** Version of Phosphene. */
  version: string;
  shots: readonly ShotProvenance[];
  track: { title: string; sha256: string };
}

/** MIME types of the containers that can carry content credentials here. */
const formats: Record<string, string> = { '.mp4': 'video/mp4', '.m4v': 'video/mp4', '.mov': 'video/quicktime' };
/** The library holds the file several times over in 4 GB of address space. */
const mostBytes = 500_000_000;

/** The container's MIME type. @throws {ProvenanceError} for one that cannot carry credentials */
export function credentialFormat(path: string): string {
  const format = formats[extname(path).toLowerCase()];
  if (format) return format;
  throw new ProvenanceError(
    `Content credentials go into MP4 and MOV files only; ${extname(path) || 'this'} is another kind.`,
  );
}

/** Manifest of a video (C2PA 2): created from its shots and its track, each an ingredient that is placed. */
function manifestDefinition({ title, version, shots, track }: VideoProvenance, format: string): unknown {
  const idOf = (n: number): string => `shot-${n + 1}`;
  const overlays = [
    ...new Map(shots.flatMap(shot => shot.overlays ?? []).map(overlay => [overlay.sha256, overlay])).values(),
  ];
  const overlayId = (n: number): string => `overlay-${n + 1}`;
  const ingredients = [
    ...shots.map((shot, i) => ({
      title: shot.title,
      format: 'video/mp4',
      relationship: 'componentOf',
      instance_id: `sha256:${shot.sha256}`,
      label: idOf(i),
    })),
    ...overlays.map(({ title: name, sha256 }, i) => ({
      title: name,
      format: 'application/octet-stream',
      relationship: 'componentOf',
      instance_id: `sha256:${sha256}`,
      label: overlayId(i),
    })),
    {
      title: track.title,
      format: 'application/octet-stream',
      relationship: 'componentOf',
      instance_id: `sha256:${track.sha256}`,
      label: 'track',
    },
  ];
  const seconds = (value: number): string => value.toFixed(3);
  const actions = [
    {
      action: 'c2pa.created',
      digitalSourceType: sourceTypeUri(
        sourceTypeOfWhole(shots.flatMap(({ parts }) => parts.map(({ sourceType }) => sourceType))),
      ),
    },
    ...shots.flatMap((shot, i) =>
      shot.parts.map(part => ({
        action: 'c2pa.placed',
        description: shot.prompt ? `${part.generator}: ${shot.prompt}` : part.generator,
        digitalSourceType: sourceTypeUri(part.sourceType),
        parameters: { ingredientIds: [idOf(i)] },
        changes: [
          { region: [{ type: 'temporal', time: { type: 'npt', start: seconds(part.start), end: seconds(part.end) } }] },
        ],
      })),
    ),
    ...overlays.map(({ title: name }, i) => ({
      action: 'c2pa.placed',
      description: `Laid over the pictures: ${name}`,
      parameters: { ingredientIds: [overlayId(i)] },
    })),
    { action: 'c2pa.placed', description: 'The music', parameters: { ingredientIds: ['track'] } },
  ];
  return {
    claim_generator_info: [{ name: 'Phosphene', version }],
    title,
    format,
    ingredients,
    assertions: [{ label: 'c2pa.actions.v2', data: { actions } }],
  };
}

/**
 * Writes a video again with a signed manifest in it; pictures and sound stay as they are. The whole file passes through
 * memory several times.
 *
 * @throws {ProvenanceError}
 */
export async function signVideo(
  path: string,
  signedPath: string,
  provenance: VideoProvenance,
  identity: SigningIdentity,
): Promise<void> {
  const format = credentialFormat(path);
  if (statSync(path).size > mostBytes)
    throw new ProvenanceError(
      `The video is larger than ${mostBytes / 1e6} MB, more than can be signed; choose a lower bit rate or a part of the track.`,
    );
  const algorithm = signatureAlgorithm(identity.privateKey);
  if (!algorithm) throw new ProvenanceError('This kind of key cannot sign content credentials.');
  const c2pa = await loadC2pa();
  const room = signatureRoom(identity);
  let builder: WasmBuilder | undefined;
  try {
    builder = c2pa.WasmBuilder.fromJson(JSON.stringify(manifestDefinition(provenance, format)));
    const signer = {
      alg: algorithm.name,
      reserveSize: room,
      sign: async (claim: Uint8Array) => signClaim(claim, identity, room),
    };
    const signed = await withFileBlob(path, blob => builder!.sign(signer, [], format, blob));
    writeFileSync(signedPath, signed as Uint8Array<ArrayBuffer>);
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProvenanceError(
      `The content credentials could not be signed: ${reason}. Check that the certificate is made for C2PA (leaf first, with its issuers, usage digitalSignature and emailProtection).`,
    );
  } finally {
    builder?.free();
  }
}
