import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../src/page.ts';
import { conversationPage, hostilePage } from './fixtures.ts';

const RECORDING_DATA = /<script type="text\/plain"[^>]*>[^<]*<\/script>/;

function hash(text: string): string {
  return `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`;
}

describe('the page as text', () => {
  it('keeps hostile text out of the markup', () => {
    const html = renderPage(hostilePage());
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/[\u2028\u2029]/);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html.match(/ onerror="/g)).toBeNull();
  });

  it('names no address outside itself', () => {
    const html = renderPage(conversationPage()).replace(RECORDING_DATA, '');
    expect(html).not.toMatch(/https?:|url\(|@import|<link|<img|<iframe/);
    expect(html.match(/ (?:src|href)="[^"]*"/g)).toEqual([' href="#transcript"']);
  });

  it('lets only its own script and style run', () => {
    const html = renderPage(conversationPage());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    const [, script = ''] = /<script type="module">([^]*?)<\/script>/.exec(html) ?? [];
    expect(policy.split('; ')).toEqual([
      'default-src &#39;none&#39;',
      `script-src ${hash(script)}`,
      `style-src ${hash(style)}`,
      'media-src blob:',
      'base-uri &#39;none&#39;',
      'form-action &#39;none&#39;',
    ]);
  });

  it('says that a linked recording must stay where it is', () => {
    const html = renderPage({ ...conversationPage(), audio: { kind: 'linked', href: 'long "talk".mp3' } });
    expect(html).toContain('src="long &quot;talk&quot;.mp3"');
    expect(html).toMatch(/must stay where it is/);
    expect(html).not.toContain('id="recording-data"');
  });

  it.each([
    ['talk.mp3', ''],
    ["https://media.example;script-src '*'/talk.mp3", ' https:'],
    ['HTTP://media.example/talk.mp3', ' http:'],
    ['javascript:boom()', ''],
  ])('opens its policy no wider than %s needs', (href, origin) => {
    const html = renderPage({ ...conversationPage(), audio: { kind: 'linked', href } });
    expect(html).toContain(`; media-src &#39;self&#39; file: data:${origin}; base-uri`);
  });

  it('writes times to be read and to be heard', () => {
    const word = { text: 'late', start: 3_661_000, end: 3_662_000 };
    const early = { text: 'early', start: 12_400, end: 13_000 };
    const turns = [
      { speaker: 'A', words: [early, word] },
      { speaker: null, words: [word] },
    ];
    const html = renderPage({ ...conversationPage(), turns });
    expect(html).toContain('aria-label="Play from 0 minutes 12 seconds, 0:12">0:12</button>');
    expect(html).toContain('aria-label="Play from 1 hour 1 minute 1 second, 1:01:01">1:01:01</button>');
    expect(html).toContain('>Unknown speaker</span>');
  });
});

it('says so when no words were recognised', () => {
  const html = renderPage({ ...conversationPage(), turns: [{ speaker: 'A', words: [] }], answers: [] });
  expect(html).toContain('No words were recognised in this recording.');
  expect(html).not.toContain('Questions');
});
