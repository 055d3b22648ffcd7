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
  return { database, artifacts: artifactPlace(artifacts, environment) };
}

function artifactPlace(address: string, environment: Environment): ArtifactPlace {
  const s3 = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(address);
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
