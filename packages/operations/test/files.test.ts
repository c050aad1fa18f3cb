import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilePolicy, createFileAccess } from '../src/files/index.ts';
import type { FileAccess } from '../src/index.ts';
import { errorOf, hearing, operation, recording, startWorld } from './world.ts';

let folder = '';
let root = '';
const outside = (): string => join(folder, 'outside');

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'earmark-files-')));
  root = join(folder, 'allowed');
  await mkdir(join(root, 'sub.wav'), { recursive: true });
  await mkdir(join(folder, 'allowed-not'));
  await mkdir(outside());
  await writeFile(join(root, 'a.wav'), recording);
  await writeFile(join(root, 'notes.txt'), 'private');
  await writeFile(join(root, 'none'), recording);
  await writeFile(join(root, 'large.wav'), Buffer.alloc(100_000));
  await writeFile(join(outside(), 'secret.wav'), recording);
  await writeFile(join(folder, 'allowed-not', 'b.wav'), recording);
  await symlink(join(outside(), 'secret.wav'), join(root, 'link.wav'));
  await symlink(outside(), join(root, 'linked'));
  await symlink('/dev/zero', join(root, 'zero.wav'));
  await symlink('/proc/self/environ', join(root, 'environ.wav'));
  await symlink(join(root, 'notes.txt'), join(root, 'renamed.wav'));
  await symlink(join(root, 'loop.wav'), join(root, 'loop.wav'));
  execFileSync('mkfifo', [join(root, 'pipe.wav')]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function access(more: Partial<Exclude<FilePolicy, false>> = {}): FileAccess {
  const made = createFileAccess({ roots: [root], maxBytes: 50_000, ...more });
  if (made === false) throw new Error('no access');
  return made;
}

/** What may not be read, and why: `{root}` and `{outside}` stand for the folders. */
const hostile: readonly (readonly [path: string, reason: string])[] = [
  ['{outside}/secret.wav', 'not in a folder'],
  ['../outside/secret.wav', 'not in a folder'],
  ['{root}/../outside/secret.wav', 'not in a folder'],
  ['{root}/sub.wav/../../outside/secret.wav', 'not in a folder'],
  ['{root}-not/b.wav', 'not in a folder'],
  ['{root}', 'not in a folder'],
  ['/etc/passwd', 'not in a folder'],
  ['/etc/does-not-exist', 'not in a folder'],
  ['/proc/self/environ', 'not in a folder'],
  ['/dev/stdin', 'not in a folder'],
  ['~/a.wav', 'there is none'],
  ['{root}/link.wav', 'leads out'],
  ['{root}/linked/secret.wav', 'leads out'],
  ['{root}/zero.wav', 'leads out'],
  ['{root}/environ.wav', 'leads out'],
  ['{root}/loop.wav', 'there is none'],
  ['{root}/pipe.wav', 'no regular file'],
  ['{root}/sub.wav', 'no regular file'],
  ['{root}/notes.txt', 'must end in'],
  ['{root}/renamed.wav', 'must end in'],
  ['{root}/none', 'must end in'],
  ['{root}/large.wav', 'more than the 50000 bytes'],
  ['{root}/missing.wav', 'there is none'],
  ['{root}/a.wav\0.mp3', 'zero byte'],
  ['\\\\host\\share\\a.wav', 'another machine or a device'],
  ['\\\\?\\C:\\a.wav', 'another machine or a device'],
  ['\\\\.\\COM1', 'another machine or a device'],
  ['//host/share/a.wav', 'another machine or a device'],
  ['file://host/share/a.wav', 'another machine'],
  ['FILE://HOST/a.wav', 'another machine'],
  ['file:///{root}/../../etc/passwd', 'another machine or a device'],
  ['file://{root}/%2e%2e/outside/secret.wav', 'not in a folder'],
  ['file://{root}%2fa.wav', 'file: URL of this machine'],
  ['file:////host/share/a.wav', 'another machine or a device'],
  ['file://{root}/a.wav%00.mp3', 'of this machine|zero byte'],
];

describe('the policy of local files', () => {
  it.each(hostile)('refuses %j', async (path, reason) => {
    const asked = path.replaceAll('{root}', root).replaceAll('{outside}', outside());
    const error = await errorOf(access().open(asked));
    expect(['fs_denied', 'invalid']).toContain(error.code);
    expect(error.message).toMatch(new RegExp(reason));
    expect(error.message).not.toContain(folder);
  });

  it('refuses at least thirty things, and the system’s folders even where everything is allowed', async () => {
    expect(hostile.length).toBeGreaterThanOrEqual(30);
    const everything = access({ roots: ['/'], extensions: ['environ', 'wav'] });
    for (const path of ['/proc/self/environ', '/dev/zero', '/sys/kernel/notes', join(root, 'zero.wav')]) {
      expect((await errorOf(everything.open(path))).message).toContain('folder of the system');
    }
  });

  it.each(['a.wav', './sub.wav/../a.wav', '{root}/a.wav', 'file://{root}/a.wav', 'file://localhost{root}/a.wav'])(
    'opens %s, which can be read twice',
    async (path) => {
      const { audio, close } = await access().open(path.replace('{root}', root));
      const blob = audio as Blob;
      for (let times = 0; times < 2; times += 1) {
        expect(Buffer.from(await new Response(blob.stream()).arrayBuffer()).equals(recording)).toBe(true);
      }
      expect(blob.size).toBe(recording.byteLength);
      await close();
    },
  );

  it('a root that is a link is the folder it leads to', async () => {
    await symlink(root, join(folder, 'alias'));
    const opened = await access({ roots: [join(folder, 'alias')] }).open(join(folder, 'alias', 'a.wav'));
    await opened.close();
  });

  it('a folder that is away takes nothing from the others', async () => {
    const away = join(folder, 'unplugged');
    const opened = await access({ roots: [away, root] }).open(join(root, 'a.wav'));
    await opened.close();
    const error = await errorOf(access({ roots: [away] }).open(join(away, 'a.wav')));
    expect([error.code, error.message]).toEqual(['fs_denied', expect.stringContaining('no folder that this host')]);
    expect(error.message).not.toContain('unplugged');
  });

  it('reads what it opened, whatever is put in its place, and not what is appended', async () => {
    const path = join(root, 'swapped.wav');
    await writeFile(path, 'first');
    const { audio, close } = await access().open(path);
    await appendFile(path, ' and more');
    await rename(path, `${path}.old`);
    await symlink(join(outside(), 'secret.wav'), path);
    expect(await new Response((audio as Blob).stream()).text()).toBe('first');
    await truncate(`${path}.old`, 2);
    await expect(new Response((audio as Blob).stream()).text()).rejects.toThrow('shorter');
    await close();
  });

  it.each<[unknown, string]>([
    [true, 'must name the folders that may be read, not true: { roots: ["/absolute/folder"]'],
    [{}, '`files.roots` must be an array of absolute paths'],
    [{ roots: [] }, '`files.roots`'],
    [{ roots: ['relative'] }, '`files.roots`'],
    [{ roots: ['/a'], maxBytes: 0 }, '`files.maxBytes`'],
    [{ roots: ['/a'], extensions: ['.mp3'] }, '`files.extensions`'],
    ['/a', '`files` must be false or'],
  ])('%j is no policy', (policy, words) => {
    expect(() => createFileAccess(policy as FilePolicy)).toThrow(words);
  });

  it('false opens nothing', () => {
    expect(createFileAccess(false)).toBe(false);
  });
});

describe('audio of an operation', () => {
  it('is sent from an allowed file, and the file is closed', async () => {
    await using world = await startWorld(hearing);
    let closed = 0;
    const files: FileAccess = {
      async open(path) {
        const opened = await access().open(path);
        return { ...opened, close: async () => await opened.close().then(() => void (closed += 1)) };
      },
    };
    const output = await operation('transcribe').run({ audio: 'a.wav' }, { client: world.client, files });
    expect(output).toMatchObject({ status: 'completed', text: 'Good morning.' });
    expect(world.emulator.journal[0]).toMatchObject({ route: 'POST /v2/upload', bytes: recording.byteLength });
    expect(closed).toBe(1);
  });

  it.each([
    ['/etc/passwd', 'fs_denied', 'opens no local files'],
    ['C:\\a.wav', 'fs_denied', 'opens no local files'],
    ['hello', 'fs_denied', 'opens no local files'],
    ['file:///etc/passwd', 'fs_denied', 'opens no local files'],
    ['ftp://host/a.wav', 'unsupported', 'cannot be read from ftp'],
    ['s3://bucket/a.wav', 'unsupported', 'from s3'],
    ['javascript:alert(1)', 'unsupported', 'from javascript'],
    ['blob:https://a.b/c', 'unsupported', 'from blob'],
    ['http://', 'invalid', '`audio` must be a whole URL'],
    ['data:audio/wav;base64', 'invalid', 'a whole data: URL'],
    ['data:audio/wav;base64,%%%', 'invalid', 'the data of this one is broken'],
    [`data:audio/wav;base64,${'A'.repeat(400)}`, 'invalid', 'at most 256 bytes'],
    [`data:,${'a'.repeat(257)}`, 'invalid', 'at most 256 bytes'],
  ])('%s is refused where there is no policy, and nothing is sent', async (audio, code, words) => {
    await using world = await startWorld();
    const error = await errorOf(operation('transcribe').run({ audio }, { client: world.client, maxDataBytes: 256 }));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
    expect(world.emulator.journal).toEqual([]);
  });
});
