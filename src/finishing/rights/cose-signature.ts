import { constants, createSign, type KeyObject, sign, type X509Certificate } from 'node:crypto';

/** Signature algorithms of COSE (RFC 9053) that C2PA allows, by the key's kind. */
interface Algorithm {
  /** Name that C2PA uses. */
  name: 'es256' | 'es384' | 'es512' | 'ps256' | 'ed25519';
  /** Number in the COSE registry. */
  cose: number;
}

/** What signs: certificates from the leaf up, and the leaf's private key. */
export interface SigningIdentity {
  certificates: readonly X509Certificate[];
  privateKey: KeyObject;
}

/** The algorithm for a key; undefined where C2PA has none for it. */
export function signatureAlgorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | undefined {
  if (asymmetricKeyType === 'ed25519') return { name: 'ed25519', cose: -8 };
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
    return { name: 'ps256', cose: -37 };
  if (asymmetricKeyType !== 'ec') return undefined;
  const curves: Record<string, Algorithm> = {
    prime256v1: { name: 'es256', cose: -7 },
    secp384r1: { name: 'es384', cose: -35 },
    secp521r1: { name: 'es512', cose: -36 },
  };
  return curves[asymmetricKeyDetails?.namedCurve ?? ''];
}

/** Head of a CBOR item (RFC 8949): major type and length or number. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 0x100) return Buffer.from([(major << 5) | 24, value]);
  if (value < 0x10000) return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
  const bytes = Buffer.alloc(5);
  bytes[0] = (major << 5) | 26;
  bytes.writeUInt32BE(value, 1);
  return bytes;
}
const integer = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
const byteString = (bytes: Uint8Array): Buffer => Buffer.concat([head(2, bytes.length), bytes]);
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const list = (...items: Buffer[]): Buffer => Buffer.concat([head(4, items.length), ...items]);
const map = (...pairs: [Buffer, Buffer][]): Buffer => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
const nothing = Buffer.from([0xf6]);

function signBytes(bytes: Buffer, key: KeyObject, { name }: Algorithm): Buffer {
  if (name === 'ed25519') return sign(null, bytes, key);
  const hash = { es256: 'sha256', es384: 'sha384', es512: 'sha512', ps256: 'sha256' }[name];
  const options =
    name === 'ps256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : { dsaEncoding: 'ieee-p1363' as const };
  return createSign(hash)
    .update(bytes)
    .sign({ key, ...options });
}

const x5chain = 33;

/** Bytes that {@link signClaim} needs at most. */
export function signatureRoom({ certificates }: SigningIdentity): number {
  return 1024 + certificates.reduce((sum, { raw }) => sum + raw.length + 8, 0);
}

/**
 * Signs a C2PA claim: a tagged COSE_Sign1 (RFC 9052) without the claim in it, the certificates in its protected head
 * (x5chain, RFC 9360).
 *
 * @param length what the whole must come to; filled up by the padding that C2PA lays down for it
 */
export function signClaim(claim: Uint8Array, identity: SigningIdentity, length: number): Uint8Array<ArrayBuffer> {
  const algorithm = signatureAlgorithm(identity.privateKey);
  if (!algorithm) throw new RangeError('This kind of key cannot sign content credentials.');
  const certificates = identity.certificates.map(({ raw }) => byteString(raw));
  const protectedHead = map(
    [integer(1), integer(algorithm.cose)],
    [integer(x5chain), certificates.length === 1 ? certificates[0] : list(...certificates)],
  );
  const toSign = list(text('Signature1'), byteString(protectedHead), byteString(new Uint8Array(0)), byteString(claim));
  const signature = signBytes(toSign, identity.privateKey, algorithm);
  const whole = (padding: [Buffer, Buffer][]): Buffer =>
    Buffer.concat([head(6, 18), list(byteString(protectedHead), map(...padding), nothing, byteString(signature))]);
  const pad = (bytes: number): [Buffer, Buffer] => [text('pad'), byteString(Buffer.alloc(bytes))];
  const bare = whole([pad(0)]).length;
  for (let spare = length - bare; spare >= 0 && spare > length - bare - 5; spare--) {
    const made = whole([pad(spare)]);
    if (made.length === length) return new Uint8Array(made);
  }
  // A length that no single padding meets, as its own head grows by a byte or two: a second one takes up the rest.
  for (let spare = length - bare; spare >= 0; spare--) {
    const made = whole([
      pad(spare),
      [text('pad2'), byteString(Buffer.alloc(length - bare - spare - 6 < 0 ? 0 : length - bare - spare - 6))],
    ]);
    if (made.length === length) return new Uint8Array(made);
  }
  throw new RangeError('The signature does not fit its place.');
}
