import type { FileHandle } from 'node:fs/promises';

const readBytes = 512 * 1024;

/**
 * An open file as a Blob: it can be read again when a request is repeated, and no path is looked up twice.
 *
 * Reads as many bytes as there were when it was opened, whatever is appended meanwhile.
 */
export class HandleBlob extends Blob {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
    super([]);
    this.#handle = handle;
    this.#size = size;
    Object.defineProperty(this, 'size', { value: size });
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const handle = this.#handle;
    const size = this.#size;
    let position = 0;
    return new ReadableStream({
      async pull(controller) {
        const length = Math.min(readBytes, size - position);
        const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, position);
        position += bytesRead;
        if (length > 0 && bytesRead === 0) controller.error(new Error('the file became shorter while it was read'));
        else if (length === 0) controller.close();
        else controller.enqueue(buffer.subarray(0, bytesRead));
      },
    });
  }
}
