/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PageInput, renderPage } from '../../src/page.ts';
import { chromiumPath, launchChromium } from './chromium.ts';
import { conversationPage, crowdedPage, hostilePage } from './fixtures.ts';

const WAIT = { timeout: 15_000, interval: 20 };

const time = async (page: Page): Promise<number> =>
  await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
const paused = async (page: Page): Promise<boolean> =>
  await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused);

async function seek(page: Page, seconds: number): Promise<void> {
  await page.locator('audio').evaluate((audio: HTMLAudioElement, to) => void (audio.currentTime = to), seconds);
}

/** The times an element carries, in seconds. */
async function span(element: Locator): Promise<{ start: number; end: number }> {
  const [start, end] = await Promise.all(['data-start', 'data-end'].map((name) => element.getAttribute(name)));
  return { start: Number(start) / 1000, end: Number(end) / 1000 };
}

/** Notes where the player is when its next seek has ended, and returns how to read it. */
async function nextLanding(page: Page): Promise<() => Promise<number>> {
  await page.locator('audio').evaluate((audio: HTMLAudioElement) => {
    const note = () => (audio.dataset['landed'] = String(audio.currentTime));
    audio.addEventListener('seeked', note, { once: true });
  });
  return async () => Number(await page.locator('audio[data-landed]').getAttribute('data-landed'));
}

describe.skipIf(chromiumPath === undefined)('the page in a browser (needs Chromium: set CHROMIUM_PATH)', () => {
  let folder: string;
  let browser: Browser;
  let server: Server;
  let requests: string[] = [];
  let problems: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'earmark-page-'));
    browser = await launchChromium();
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(renderPage(conversationPage()));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  }, 60_000);

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(problems).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(input: PageInput | 'http', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    requests = [];
    problems = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(input === 'http' ? served() : written(input));
    return page;
  }

  async function background(colorScheme: 'dark' | 'light'): Promise<string> {
    const page = await open(conversationPage(), { colorScheme });
    return await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  }

  function served(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  function written(input: PageInput): string {
    const path = join(folder, 'page.html');
    writeFileSync(path, renderPage(input));
    return pathToFileURL(path).href;
  }

  it.each(['file', 'http'] as const)('plays a citation from its start to its end, from %s', async (scheme) => {
    const page = await open(scheme === 'http' ? 'http' : conversationPage());
    const citation = page.locator('[data-citation]').nth(1);
    const { start, end } = await span(citation);
    const landed = await nextLanding(page);
    await citation.click();
    expect(Math.abs((await landed()) - start)).toBeLessThan(0.5);
    await expect.poll(() => time(page), WAIT).toBeGreaterThan(start + 0.5);
    expect(await page.locator('.cited').allInnerTexts()).toEqual(
      'In February it was two hundred and twelve.'.split(' '),
    );
    await expect.poll(() => paused(page), WAIT).toBe(true);
    const stopped = await time(page);
    expect(stopped).toBeGreaterThanOrEqual(end);
    expect(stopped).toBeLessThan(end + 0.5);
    await expect(page.locator('.cited').first().isVisible()).resolves.toBe(true);
  });

  it('plays past the end once the listener has taken over', async () => {
    const page = await open(conversationPage());
    const citation = page.locator('[data-citation]').nth(1);
    const { end } = await span(citation);
    await citation.click();
    await page.keyboard.press('k');
    await expect.poll(() => paused(page), WAIT).toBe(true);
    await page.keyboard.press('k');
    await expect.poll(() => time(page), WAIT).toBeGreaterThan(end + 1);
    expect(await paused(page)).toBe(false);
    expect(await page.locator('.cited').count()).toBe(0);
  });

  it('does not stop playback that was under way before the click', async () => {
    const page = await open(conversationPage());
    await page.keyboard.press(' ');
    await expect.poll(() => time(page), WAIT).toBeGreaterThan(0.1);
    const citation = page.locator('[data-citation]').nth(1);
    await citation.click();
    await expect.poll(() => time(page), WAIT).toBeGreaterThan((await span(citation)).end + 0.5);
    expect(await paused(page)).toBe(false);
  });

  it('still seeks when the browser refuses to play', async () => {
    const page = await open(conversationPage());
    await page.evaluate(() => {
      HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('Refused', 'NotAllowedError'));
    });
    const citation = page.locator('[data-citation]').first();
    await citation.click();
    await expect.poll(() => time(page), WAIT).toBeCloseTo((await span(citation)).start, 1);
    expect(await paused(page)).toBe(true);
    await expect.poll(() => page.locator('.spoken').allInnerTexts(), WAIT).toEqual(['Three']);
  });

  it('brings a keyboard user to a citation and plays it', async () => {
    const page = await open(conversationPage());
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to the transcript');
    const focused = page.locator('[data-citation]:focus');
    for (let stops = 0; stops < 20 && (await focused.count()) === 0; stops += 1) await page.keyboard.press('Tab');
    expect(await focused.count()).toBe(1);
    const { start } = await span(focused);
    const landed = await nextLanding(page);
    await page.keyboard.press('Enter');
    expect(Math.abs((await landed()) - start)).toBeLessThan(0.5);
    await expect.poll(() => paused(page), WAIT).toBe(false);
    expect(await page.locator('.speech :is([tabindex], button, a)').count()).toBe(0);
  });

  it('obeys the keys outside controls', async () => {
    const page = await open(conversationPage());
    await page.keyboard.press('l');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => time(page), WAIT).toBe(10);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => time(page), WAIT).toBe(0);
    await page.keyboard.press(' ');
    await expect.poll(() => paused(page), WAIT).toBe(false);
    await page.keyboard.press('k');
    await expect.poll(() => paused(page), WAIT).toBe(true);
    await page.locator('.timecode').nth(1).focus();
    await page.keyboard.press(' ');
    await expect.poll(() => paused(page), WAIT).toBe(false);
    expect(await time(page)).toBeGreaterThanOrEqual(6);
  });

  it('lights up the spoken word and its turn', async () => {
    const page = await open(conversationPage());
    const words = page.locator('.speech > span');
    for (const index of [0, 57, 130, 3]) {
      const { start, end } = await span(words.nth(index));
      await seek(page, (start + end) / 2);
      await expect.poll(() => words.nth(index).getAttribute('class'), WAIT).toBe('spoken');
      expect(await page.locator('.spoken').count()).toBe(1);
      expect(await page.locator('.turn[aria-current]').count()).toBe(1);
      expect(await page.locator('.turn[aria-current] .spoken').count()).toBe(1);
    }
    await words.nth(40).click();
    expect(await time(page)).toBeCloseTo((await span(words.nth(40))).start, 2);
    expect(await page.locator('.spoken').innerText()).toBe(await words.nth(40).innerText());
  });

  it('asks the network for nothing', async () => {
    const page = await open('http');
    await page.locator('[data-citation]').first().click();
    await expect.poll(() => paused(page), WAIT).toBe(false);
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([served()]);
  });

  it('shows hostile text as text, within the width of a small screen', async () => {
    const input = hostilePage();
    const page = await open(input, { viewport: { width: 360, height: 700 } });
    expect(await page.title()).toBe(input.title);
    expect(await page.locator('h1').textContent()).toBe(input.title);
    expect(await page.locator('.speech').allTextContents()).toEqual([input.turns[0]?.words[0]?.text]);
    expect(await page.locator('h3').textContent()).toBe(input.answers[0]?.question);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('explains a linked recording that is missing', async () => {
    const page = await open({ ...conversationPage(), audio: { kind: 'linked', href: 'missing.wav' } });
    await expect.poll(() => page.getByRole('status').textContent(), WAIT).toMatch(/could not be loaded/);
    problems = problems.filter((problem) => !problem.includes('ERR_FILE_NOT_FOUND'));
  });

  it('has a dark and a light face', async () => {
    expect([await background('light'), await background('dark')]).toEqual(['rgb(251, 250, 247)', 'rgb(23, 22, 20)']);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no accessibility violation, %s and %i px wide', async (colorScheme, width) => {
    const page = await open(crowdedPage(), { colorScheme, viewport: { width, height: 900 } });
    await page.locator('[data-citation]').first().click();
    await expect.poll(() => page.locator('.cited.spoken').count(), WAIT).toBe(1);
    await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.pause());
    await page.evaluate(axe.source);
    const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(results.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    expect(results.passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    const landmarks = ['banner', 'main', 'region'] as const;
    for (const role of landmarks) expect(await page.getByRole(role).count(), role).toBeGreaterThan(0);
  });
});
