import type { AudioSource, Client, Progress } from '@earmark/core/portable';

/** A local file that a policy let through; close it when its bytes are sent. */
export interface OpenedFile {
  readonly audio: AudioSource;
  close(): Promise<void>;
}

/** Opens local files within a policy; `createFileAccess` of `@earmark/operations/files` makes one on Node. */
export interface FileAccess {
  /** @throws EarmarkError `fs_denied` for what the policy keeps out, `invalid` for what is no such file. */
  open(path: string): Promise<OpenedFile>;
}

/** What a host lends an operation. */
export interface OperationContext {
  readonly client: Client;
  readonly signal?: AbortSignal | undefined;
  /** Hears of bytes sent and of a job's stages; what it throws ends the call. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Who opens local files. @default false, and a path is refused */
  readonly files?: FileAccess | false | undefined;
  /** Largest `data:` URL, in bytes of audio. @default 26_214_400 */
  readonly maxDataBytes?: number | undefined;
  /** Longest wait in one call, in seconds, whatever is asked for: a host's calls may end sooner. @default as asked */
  readonly maxWaitSeconds?: number | undefined;
  /** Model of the LLM gateway where the input names none. @default the first that the gateway lists */
  readonly model?: string | undefined;
}

export const contextDefaults = Object.freeze({ maxDataBytes: 26_214_400 });
