import { ModelError } from '../model-error.ts';

/** A file of a model on the public hub. */
export interface HubFile {
  /** With forward slashes, from the model's root. */
  path: string;
  bytes: number;
  /**
   * What the content is checked by: SHA-256 of large files, Git's object name (SHA-1 over a header and the content) of
   * small ones.
   */
  checksum: { kind: 'sha256' | 'git'; value: string };
}

/** A model on the hub at one revision. */
export interface HubModel {
  repository: string;
  /** The commit that the files are taken from. */
  revision: string;
  /** As the model's card names it: "mit", "openrail++"; undefined where it names none. */
  license?: string;
  /** Whether the hub hands it out only to those who agreed to something there. */
  gated: boolean;
  /** What the hub files it under: "text-to-image", "depth-estimation". */
  task?: string;
  files: HubFile[];
}

/** How the hub is reached. */
export interface HubAccess {
  /** "https://huggingface.co", a mirror, or a server on this machine. */
  endpoint: string;
  /** For models that need an account; never logged. */
  token?: string;
  signal?: AbortSignal;
}

const repositoryForm = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

/** @throws {ModelError} when it is not "owner/name" */
export function checkRepository(repository: string): void {
  if (!repositoryForm.test(repository) || repository.includes('..'))
    throw new ModelError(`"${repository}" is not a model of the hub; write it as owner/name.`);
}

/** Headers of a request to the hub. */
export const hubHeaders = ({ token }: HubAccess): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

async function getJson(access: HubAccess, url: string, repository: string): Promise<{ body: unknown; next?: string }> {
  const response = await fetch(url, { headers: hubHeaders(access), signal: access.signal }).catch(error => {
    if (access.signal?.aborted) throw access.signal.reason;
    throw new ModelError(`The hub ${access.endpoint} cannot be reached: ${(error as Error).message}.`);
  });
  if (response.status === 401 || response.status === 403)
    throw new ModelError(
      `The hub does not hand out ${repository} without an account that agreed to its terms; agree on its page and set HF_TOKEN.`,
    );
  if (response.status === 404) throw new ModelError(`The hub has no model ${repository}.`);
  if (!response.ok) throw new ModelError(`The hub answered ${response.status} for ${repository}; try again later.`);
  const next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  return { body: await response.json(), next };
}

/**
 * Whether a path may be written below a folder: relative, without steps upwards, nothing that a file system reads
 * otherwise.
 */
function isSafePath(path: string): boolean {
  return path !== '' && path.split('/').every(part => /^[\w.@+ -]+$/.test(part) && part !== '.' && part !== '..');
}

/**
 * Asks the hub what a model consists of.
 *
 * @throws {ModelError} when it is not there, not open, or the hub cannot be reached
 */
export async function readHubModel(access: HubAccess, repository: string, revision = 'main'): Promise<HubModel> {
  checkRepository(repository);
  const { endpoint } = access;
  const info = (
    await getJson(access, `${endpoint}/api/models/${repository}/revision/${encodeURIComponent(revision)}`, repository)
  ).body as {
    sha?: string;
    gated?: boolean | string;
    pipeline_tag?: string;
    cardData?: { license?: string; license_name?: string };
    tags?: string[];
  };
  const commit = info.sha ?? revision;
  const files: HubFile[] = [];
  let url: string | undefined =
    `${endpoint}/api/models/${repository}/tree/${encodeURIComponent(commit)}?recursive=true`;
  while (url) {
    const { body, next }: { body: unknown; next?: string } = await getJson(access, url, repository);
    for (const one of body as {
      type: string;
      path: string;
      size: number;
      oid: string;
      lfs?: { oid: string; size: number };
    }[]) {
      if (one.type !== 'file') continue;
      if (!isSafePath(one.path))
        throw new ModelError(
          `${repository} holds a file named ${JSON.stringify(one.path)}, which is not safe to write.`,
        );
      files.push({
        path: one.path,
        bytes: one.lfs?.size ?? one.size,
        checksum: one.lfs ? { kind: 'sha256', value: one.lfs.oid } : { kind: 'git', value: one.oid },
      });
    }
    // Pages of one listing come from the hub itself.
    url =
      next && new URL(next, endpoint).origin === new URL(endpoint).origin ? new URL(next, endpoint).href : undefined;
  }
  const license =
    info.cardData?.license_name ??
    info.cardData?.license ??
    info.tags?.find(tag => tag.startsWith('license:'))?.slice('license:'.length);
  return { repository, revision: commit, license, gated: Boolean(info.gated), task: info.pipeline_tag, files };
}
