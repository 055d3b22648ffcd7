export type { SigningIdentity } from './cose-signature.ts';
export { findNames, nameWarnings } from './name-warnings.ts';
export { mergeRights, type RightsRecord, readRights } from './rights-record.ts';
export { credentialFormat, type ShotProvenance, signVideo, type VideoProvenance } from './sign-video.ts';
export { makeSigningIdentity, ProvenanceError, readSigningIdentity } from './signing-identity.ts';
export { type SourceType, sourceTypeOfGenerator } from './source-type.ts';
export { type Verification, verifyVideo } from './verify-video.ts';
