import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type SigningIdentity, signatureAlgorithm } from './cose-signature.ts';

/** Credentials that cannot be made or read as asked; the message is one sentence with the mend. */
export class ProvenanceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProvenanceError';
  }
}

/**
 * Common name of the certificates that Phosphene makes itself; whoever verifies is told by it that nobody vouches for
 * the signer.
 */
export const selfMadeName = 'Phosphene self-made certificate (not verified)';

const pemBlocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ProvenanceError(`The ${what} ${path} cannot be read; check the path and its permissions.`);
  }
}

/**
 * Reads a signer's own certificates and key.
 *
 * @param certificatePath PEM, the signer's own first, then those that vouch for it
 * @param privateKeyPath  PEM, without a pass phrase
 * @throws {ProvenanceError} the key itself never appears in the message
 */
export function readSigningIdentity(certificatePath: string, privateKeyPath: string): SigningIdentity {
  const blocks = readText(certificatePath, 'certificate').match(pemBlocks);
  if (!blocks) throw new ProvenanceError(`${certificatePath} holds no certificate in PEM form.`);
  let certificates: X509Certificate[];
  try {
    certificates = blocks.map(block => new X509Certificate(block));
  } catch {
    throw new ProvenanceError(`${certificatePath} holds a certificate that cannot be read.`);
  }
  let privateKey: KeyObject;
  const pem = readText(privateKeyPath, 'private key');
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new ProvenanceError(`${privateKeyPath} holds no private key in PEM form without a pass phrase.`);
  }
  if (!certificates[0].checkPrivateKey(privateKey))
    throw new ProvenanceError('The private key does not belong to the first certificate.');
  if (!signatureAlgorithm(privateKey))
    throw new ProvenanceError(
      'Content credentials need an Ed25519 key, an elliptic one (P-256, P-384, P-521) or RSA from 2048 bits.',
    );
  if (new Date(certificates[0].validTo) < new Date())
    throw new ProvenanceError(`The certificate expired on ${certificates[0].validTo}.`);
  return { certificates, privateKey };
}

const day = 86_400_000;

/**
 * Makes a certificate of Phosphene's own and the key to it, for one signature: nobody vouches for it, and its name says
 * so. The key is thrown away with the process.
 *
 * @param now the time from which it holds
 */
export async function makeSigningIdentity(now: Date): Promise<SigningIdentity> {
  // Its dependencies declare classes through this; it must be there before them.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pair = async () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [rootKeys, leafKeys] = await Promise.all([pair(), pair()]);
  const validity = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 3650 * day) };
  const rootName = `CN=${selfMadeName} root, O=Phosphene`;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: '02',
    subject: `CN=${selfMadeName}, O=Phosphene`,
    issuer: rootName,
    publicKey: leafKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection], false),
      await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', leafKeys.privateKey));
  return {
    certificates: [leaf, root].map(certificate => new X509Certificate(Buffer.from(certificate.rawData))),
    privateKey: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
  };
}
