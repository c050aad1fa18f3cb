/// <reference lib="dom" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../src/server.ts';
import { type Service, openEmulator } from '../src/service.ts';
import { chromiumPath, launchChromium } from './chromium.ts';
import { meetingWave, saidUntil } from './wave.ts';

const key = 'secret-key-of-the-server-7d1f';
const untilMs = 8_300;
const wait = { timeout: 40_000, interval: 50 };

describe.skipIf(chromiumPath === undefined)('captions in a browser (needs Chromium: set CHROMIUM_PATH)', () => {
  let folder: string;
  let browser: Browser;
  let service: Service;
  let site: Site;
  let problems: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'live-captions-'));
    const spoken = join(folder, 'spoken.wav');
    await writeFile(spoken, await meetingWave({ toMs: untilMs, leadMs: 1_000, tailMs: 1_000 }));
    browser = await launchChromium(spoken);
    service = await openEmulator(key);
    site = await serve(service);
  }, 60_000);

  afterEach(async () => {
    await Promise.all(browser.contexts().map(async (context) => await context.close()));
    expect(problems).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  async function open(options: BrowserContextOptions = {}, url = site.url): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(url);
    return page;
  }

  it('shows what the microphone hears: greyed while it is spoken, and each turn once when it has ended', async () => {
    const page = await open();
    const seen = everythingSent(page);
    await page.getByRole('button', { name: 'Use the microphone' }).click();
    const partials = new Set<string>();
    await expect
      .poll(async () => {
        const partial = await page.locator('#partial').innerText();
        if (partial !== '') partials.add(partial);
        return (await captions(page)).length;
      }, wait)
      .toBeGreaterThanOrEqual(saidUntil(untilMs).length);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.getByRole('status').innerText(), wait).toBe('That was all.');

    expect(await captions(page)).toBe(saidUntil(untilMs));
    expect(partials.size).toBeGreaterThan(2);
    const colourOf = async (selector: string): Promise<string> =>
      await page.locator(selector).evaluate((element) => getComputedStyle(element).color);
    expect(await colourOf('#partial')).not.toBe(await colourOf('#captions'));

    const sent = await seen();
    expect(sent).toContain('/v3/ws?');
    expect(sent).toContain('kept-on-the-server');
    expect(sent).toMatch(/sample_rate=16000/);
    expect(sent).not.toContain(key);
  });

  it('hears a recording, tells who speaks, and hears another after it', async () => {
    const page = await open();
    const [first, second] = [join(folder, 'first.wav'), join(folder, 'second.wav')];
    await writeFile(first, await meetingWave({ toMs: untilMs, rate: 44_100 }));
    await writeFile(second, await meetingWave({ toMs: 3_100 }));
    await page.getByLabel('Tell speakers apart').check();
    await page.getByLabel('Or a recording').setInputFiles(first);
    await expect.poll(() => page.getByRole('status').innerText(), wait).toBe('That was all.');
    const said = await captions(page);
    expect(said.replaceAll(/Speaker .\s+/g, '').replaceAll('\n', ' ')).toBe(saidUntil(untilMs));
    expect(said).toMatch(/^Speaker A\s+Good morning, Daniel\..*Speaker B\s+Good morning, Julia\./s);

    await page.getByLabel('Tell speakers apart').uncheck();
    await page.getByLabel('Or a recording').setInputFiles(second);
    await expect.poll(() => captions(page), wait).toBe(saidUntil(3_100));
  });

  it('names a speaker that becomes known later, above what was said already', async () => {
    const turn = { turn_order: 0, turn_is_formatted: true, end_of_turn: true, transcript: 'Yes.', words: [] };
    const revisions = [
      { turn_order: 0, speaker_label: 'B', words: [{ text: 'Yes.', start: 0, end: 9, speaker: 'B' }] },
    ];
    const frames = [
      { type: 'Turn', ...turn, speaker_label: 'PENDING' },
      { type: 'Turn', ...turn, turn_order: 1, transcript: 'No.', speaker_label: 'A' },
      { type: 'SpeakerRevision', revisions },
    ];
    await using recorded = await openEmulator(key, { script: { 'GET /v3/ws': [{ stream: { frames } }] } });
    await using place = await serve(recorded);
    const page = await open({}, place.url);
    const buffer = await meetingWave({ toMs: 300 });
    await page.getByLabel('Or a recording').setInputFiles({ name: 'short.wav', mimeType: 'audio/wav', buffer });
    await expect.poll(() => page.getByRole('status').innerText(), wait).toBe('That was all.');
    expect(await page.locator('#captions > p').allInnerTexts()).toEqual(['Speaker B\nYes.', 'Speaker A\nNo.']);
  });

  it.each([
    ['a token that is refused', { json: { token: 'not-a-token' } }, /Captions were refused; .*The API key or token/],
    ['a server without a token', { status: 502, json: { error: 'The account is empty.' } }, /The account is empty\./],
    ['a server that is somewhere else', { status: 404, body: 'gone' }, /no token to give: HTTP 404/],
  ])('says what is wrong: %s', async (_, answer, message) => {
    const page = await open();
    await page.route('**/token', async (route) => await route.fulfill(answer));
    await page.locator('#toggle').click();
    await expect.poll(() => page.getByRole('alert').innerText(), wait).toMatch(message);
    expect(await page.locator('#toggle').innerText()).toBe('Use the microphone');
    // The browser's own word on the status.
    problems = problems.filter((problem) => !problem.startsWith('Failed to load resource'));
  });

  it('says what is wrong with a file that holds no sound', async () => {
    const page = await open();
    const file = { name: 'notes.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('no sound at all') };
    await page.getByLabel('Or a recording').setInputFiles(file);
    await expect.poll(() => page.getByRole('alert').innerText(), wait).toMatch(/^notes\.mp3 holds no sound/);
  });

  it('is used with the keyboard alone', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => await page.locator('#toggle').innerText(), wait).toBe('Stop');
    expect(await page.locator(':focus').innerText()).toBe('Stop');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('status').innerText(), wait).toBe('That was all.');
    expect(await page.locator(':focus').innerText()).toBe('Use the microphone');
  });

  it.each(['light', 'dark'] as const)('has no accessibility violation in the %s', async (colorScheme) => {
    const page = await open({ colorScheme, viewport: { width: 390, height: 700 } });
    await page.locator('#partial').evaluate((partial) => (partial.textContent = 'still being spoken'));
    await page.locator('#problem').evaluate((problem) => (problem.textContent = 'A problem.'));
    await page.locator('#captions').evaluate((log) => (log.innerHTML = '<p><b class="speaker">Speaker A</b>Said.</p>'));
    const { violations, passes } = await runAxe(page);
    expect(violations).toEqual([]);
    expect(passes).toEqual(expect.arrayContaining(['color-contrast', 'label', 'button-name']));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.getByRole('log').getAttribute('aria-label')).toBe('Captions');
    expect(await page.getByRole('log').locator('#partial').count()).toBe(0);
  });
});

async function captions(page: Page): Promise<string> {
  return (await page.locator('#captions > p').allInnerTexts()).join(' ');
}

async function runAxe(page: Page): Promise<{ violations: string[]; passes: string[] }> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return {
    violations: results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    passes: results.passes.map(({ id }) => id),
  };
}

/** Everything that goes over the wire between the page and anybody. */
function everythingSent(page: Page): () => Promise<string> {
  const sent: Promise<string>[] = [];
  const note = (text: string): void => void sent.push(Promise.resolve(text));
  page.on('request', (request) => {
    note(`${request.url()} ${request.postData() ?? ''}`);
    sent.push(request.allHeaders().then((headers) => JSON.stringify(headers)));
  });
  page.on('response', (response) => void sent.push(response.text().catch(() => '')));
  page.on('websocket', (socket) => {
    note(socket.url());
    socket.on('framesent', ({ payload }) => note(String(payload)));
    socket.on('framereceived', ({ payload }) => note(String(payload)));
  });
  return async () => {
    // What the page itself is made of is among it.
    await page.reload();
    return (await Promise.all(sent)).join('\n');
  };
}
