import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate for this machine alone, and the file a client has to trust. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** PEM file for `NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE` and their like. */
  readonly caFile: string;
}

const name = 'earmark-emulator';
const validMs = 30 * 24 * 3_600_000;

/** Makes a certificate for localhost and 127.0.0.1, good for a month, and writes its public half into a folder. */
export async function createCertificate(folder: string): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    // An EC key is made at once; an RSA key takes up to a second of the start.
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + validMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, made.cert);
  return { key: made.private, cert: made.cert, caFile };
}
