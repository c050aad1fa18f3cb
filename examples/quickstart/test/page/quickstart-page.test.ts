import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { samples } from '@earmark/emulator';
import { describe, expect, it } from 'vitest';
import { runQuickstart } from '../run-quickstart.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

const title = 'the page that the quickstart writes, in a browser (needs Chromium: set CHROMIUM_PATH)';

describe.skipIf(chromiumPath === undefined)(title, () => {
  it('moves the player to where the quoted words are spoken, within half a second, when a citation is clicked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'earmark-quickstart-'));
    const browser = await launchChromium();
    try {
      await runQuickstart(folder);
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(folder, 'meeting.html')).href);
      const audio = page.locator('audio');
      for (const quoted of ['beta', 'budget', 'Maria']) {
        await page.locator('[data-citation]', { hasText: quoted }).click();
        await audio.evaluate((player: HTMLAudioElement) => player.pause());
        const at = await audio.evaluate((player: HTMLAudioElement) => player.currentTime);
        expect(Math.abs(at - spokenAt(quoted))).toBeLessThan(0.5);
      }
      expect(await audio.evaluate((player: HTMLAudioElement) => player.duration)).toBeCloseTo(58.1, 0);
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

// Where the sentence of the answer begins, in seconds, from what is known of the recording.
function spokenAt(word: string): number {
  const { words } = samples.meeting;
  const at = words.findIndex(({ text }) => text === word);
  const before = words.slice(0, at).findLastIndex(({ text }) => /[.?!]$/.test(text));
  return (words[before + 1]?.start ?? 0) / 1000;
}
