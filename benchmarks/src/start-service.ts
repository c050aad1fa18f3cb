import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The service, in its own process, and a folder for what the cases need. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly tlsUrl: string;
  readonly folder: string;
}

/** Starts it; what is started from now on trusts its certificate. */
export async function startService(): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-bench-'));
  const child = fork(join(import.meta.dirname, 'service.js'));
  const [{ url, tlsUrl, certificate }] = await once(child, 'message');
  const trusted = join(folder, 'certificate.pem');
  await writeFile(trusted, certificate);
  process.env['NODE_EXTRA_CA_CERTS'] = trusted;
  return {
    url,
    tlsUrl,
    folder,
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
