import { createPublicKey, verify } from 'node:crypto';
import {
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signersOf,
  VerifySignature,
} from './note';

const verifyEd25519: VerifySignature = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({
      key: {
        kty: 'OKP',
        crv: 'Ed25519',
        x: Buffer.from(publicKey).toString('base64url'),
      },
      format: 'jwk',
    }),
    signature,
  );

// Of the tests of golang.org/x/mod/sumdb/note, where the format comes from.
const vkey =
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const text =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n";
const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe('a signed note', () => {
  it('is understood as others have written it, and written as they do', () => {
    const key = parseVerifierKey(vkey);
    expect(formatVerifierKey(key)).toBe(vkey);
    const parsed = parseNote(note);
    expect(parsed.text).toBe(text);
    expect(formatNote(parsed)).toBe(note);
    expect(signersOf(parsed, [key], verifyEd25519)).toEqual([key]);
  });

  it('is not taken with another text, nor signed by a key that is not known', () => {
    const key = parseVerifierKey(vkey);
    const forged = parseNote(note.replace('answer', 'ANSWER'));
    expect(() => signersOf(forged, [key], verifyEd25519)).toThrow(
      'The signature by PeterNeumann+c74f20a3 is false',
    );
    expect(signersOf(parseNote(note), [], verifyEd25519)).toEqual([]);
  });

  it.each([
    'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'PeterNeumann',
    '',
  ])('takes no verifier key that is none: %s', wrong => {
    expect(() => parseVerifierKey(wrong)).toThrow('no Ed25519 verifier key');
  });

  it('may be a checkpoint', () => {
    const body = {
      origin: 'example.com/log',
      size: 20852163,
      root: new Uint8Array(32).fill(7),
    };
    const written = formatCheckpoint(body);
    expect(written).toBe(
      'example.com/log\n20852163\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n',
    );
    expect(parseCheckpoint(written)).toEqual(body);
    expect(() => parseCheckpoint(text)).toThrow('no checkpoint');
  });
});
