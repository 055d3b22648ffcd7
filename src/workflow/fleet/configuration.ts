import type { Environment } from '../../generators/cloud/access.ts';
import { SettingsError } from '../settings.ts';

/** Where a fleet of machines keeps its engine and its files. */
export interface FleetConfiguration {
  /** Address of the PostgreSQL database. */
  database: string;
  artifacts: ArtifactPlace;
}

export type ArtifactPlace =
  /** A folder that all machines see. */
  | { kind: 'folder'; path: string }
  | {
      kind: 's3';
      bucket: string;
      prefix: string;
      /** Address of the service, without the bucket. */
      endpoint: string;
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    };

/**
 * The fleet that the environment names; undefined where it names none and work is done in this process.
 *
 * @throws {SettingsError} where only half of it is there
 */
export function fleetConfiguration(environment: Environment): FleetConfiguration | undefined {
  const { PHOSPHENE_DATABASE: database, PHOSPHENE_ARTIFACTS: artifacts } = environment;
  if (!database && !artifacts) return undefined;
  if (!database || !artifacts)
    throw new SettingsError(
      'A fleet needs both PHOSPHENE_DATABASE (postgres://…) and PHOSPHENE_ARTIFACTS (s3://bucket/prefix or a shared folder); set both, or neither to work on this machine alone.',
    );
  if (!/^postgres(ql)?:\/\//.test(database))
    throw new SettingsError(
      'PHOSPHENE_DATABASE must be the address of a PostgreSQL database: postgres://user@host/name.',
    );
  // The address itself is not repeated: it may hold a password.
  if (!URL.canParse(database))
    throw new SettingsError(
      'PHOSPHENE_DATABASE cannot be read as an address; write the special characters of its user name and password percent-encoded ("#" as %23).',
    );
  return { database, artifacts: artifactPlace(artifacts, environment) };
}

function artifactPlace(address: string, environment: Environment): ArtifactPlace {
  const s3 = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(address);
  if (!s3 && /^[a-z][a-z0-9+.-]*:\/\//i.test(address))
    throw new SettingsError(
      `PHOSPHENE_ARTIFACTS must be s3://bucket/prefix or a folder that all machines see, not ${address.slice(0, 60)}; other services are reached by their S3 interface, whose address AWS_ENDPOINT_URL_S3 gives.`,
    );
  if (!s3) return { kind: 'folder', path: address };
  const region = environment.AWS_REGION ?? 'us-east-1';
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey)
    throw new SettingsError('An S3 bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; set both.');
  return {
    kind: 's3',
    bucket: s3[1],
    prefix: s3[2],
    endpoint: (environment.AWS_ENDPOINT_URL_S3 ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, ''),
    region,
    accessKeyId,
    secretAccessKey,
    sessionToken: environment.AWS_SESSION_TOKEN,
  };
}
