import { type Service, startServer } from './server.ts';
import { createCertificate } from './tls.ts';

export interface RunningServers {
  readonly port: number;
  readonly tls: { readonly port: number; readonly caFile: string } | undefined;
  close(): Promise<void>;
}

const defaults = Object.freeze({ port: 0, headersTimeoutMs: 60_000 });

/** Starts the plain server, and the one with TLS where it is wanted. */
export async function startServers(
  service: Service,
  folder: string,
  options: {
    readonly port?: number | undefined;
    readonly headersTimeoutMs?: number | undefined;
    readonly tls?: boolean | undefined;
  },
): Promise<RunningServers> {
  const { port = defaults.port, headersTimeoutMs = defaults.headersTimeoutMs } = options;
  const certificate = options.tls === true ? await createCertificate(folder) : undefined;
  const plain = await startServer(service, { port, headersTimeoutMs });
  if (certificate === undefined) return { port: plain.port, tls: undefined, close: () => plain.close() };
  const secure = await startServer(service, { port: 0, certificate, headersTimeoutMs });
  return {
    port: plain.port,
    tls: { port: secure.port, caFile: certificate.caFile },
    async close() {
      await Promise.all([plain.close(), secure.close()]);
    },
  };
}
