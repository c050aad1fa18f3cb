import { open } from 'node:fs/promises';

/** What a file is, in the words of `file(1)`, which the service quotes. */
export interface FileKind {
  readonly type: string;
  readonly description: string;
}

const mostBytes = 1024 ** 2;
// From here on `file` calls a line very long.
const longLine = 300;

/** Says what text a file holds; undefined for bytes that are no text, and so may be audio. */
export async function sniffText(path: string): Promise<FileKind | undefined> {
  const head = await readHead(path);
  const text = decodeText(head);
  if (text === undefined) return undefined;
  if (/^\s*(?:<!doctype html|<html|<head|<body|<!--)/i.test(text)) return { type: 'text/html', ...htmlOf(text) };
  if (isJsonText(text, head.byteLength === mostBytes))
    return { type: 'application/json', description: 'JSON text data' };
  return { type: 'text/plain', description: describe(text) };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// A multipart form is text at its head, whatever file it carries: a client that uploads one never meant to.
function decodeText(head: Buffer): string | undefined {
  if (isForm(head)) return head.toString('latin1');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    // eslint-disable-next-line no-control-regex
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) || text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

function isForm(head: Buffer): boolean {
  return /^--[^\r\n]+\r\ncontent-disposition: form-data/i.test(head.subarray(0, 1024).toString('latin1'));
}

function htmlOf(text: string): { description: string } {
  return { description: `HTML document, ${describe(text)}` };
}

function isJsonText(text: string, isCut: boolean): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  if (isCut) return /^\s*(?:\{\s*"|\[)/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function describe(text: string): string {
  const isAscii = Buffer.byteLength(text) === text.length;
  const longest = text.split('\n').reduce((most, line) => Math.max(most, line.length), 0);
  return [
    isAscii ? 'ASCII text' : 'Unicode text, UTF-8 text',
    ...(longest > longLine ? [`with very long lines (${longest})`] : []),
    ...(text.includes('\n') ? [] : ['with no line terminators']),
    ...(text.includes('\r\n') ? ['with CRLF line terminators'] : []),
  ].join(', ');
}
