import { renderAnswers } from './page/answers.ts';
import { browserScript, contentHash, stylesheet } from './page/assets.ts';
import { mediaSources, renderAudioData, renderAudioNote, renderPlayer } from './page/audio.ts';
import { escapeHtml } from './page/text.ts';
import { renderTranscript } from './page/transcript.ts';

/** One spoken word; times are whole milliseconds from the start of the recording. */
export interface PageWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What one speaker says before another takes over, in spoken order. */
export interface PageTurn {
  readonly speaker: string | null;
  readonly words: readonly PageWord[];
}

/** A passage of the recording that supports an answer. */
export interface PageCitation {
  readonly quote: string;
  readonly speaker: string | null;
  readonly start: number;
  readonly end: number;
}

export interface PageAnswer {
  readonly question: string;
  readonly answer: string;
  readonly citations: readonly PageCitation[];
}

/** The recording: carried inside the page, or played from a file beside it when it is too big for that. */
export type PageAudio =
  | { readonly kind: 'embedded'; readonly bytes: Uint8Array; readonly type: string }
  | { readonly kind: 'linked'; readonly href: string };

export interface PageInput {
  readonly title: string;
  readonly subtitle: string;
  readonly audio: PageAudio;
  readonly turns: readonly PageTurn[];
  readonly answers: readonly PageAnswer[];
}

/** Renders one self-contained HTML page that plays a recording beside its transcript and cited answers. */
export function renderPage(input: PageInput): string {
  const title = escapeHtml(input.title.trim() || 'Recording');
  const style = stylesheet();
  const script = browserScript();
  const policy = contentPolicy(style, script, mediaSources(input.audio));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#transcript">Skip to the transcript</a>
${renderHeader(title, input)}
${renderPlayer(input.audio)}
<main class="columns">
${renderAnswers(input.answers)}
${renderTranscript(input.turns)}
</main>
${renderAudioData(input.audio)}
<script type="module">${script}</script>
</body>
</html>
`;
}

function renderHeader(title: string, input: PageInput): string {
  const subtitle = input.subtitle.trim();
  return `<header class="masthead">
<h1 dir="auto">${title}</h1>
${subtitle ? `<p class="subtitle" dir="auto">${escapeHtml(subtitle)}</p>` : ''}
${renderAudioNote(input.audio)}
<noscript><p class="note">The transcript reads without scripts; playing the recording needs them.</p></noscript>
</header>`;
}

function contentPolicy(style: string, script: string, media: string): string {
  return [
    `default-src 'none'`,
    `script-src '${contentHash(script)}'`,
    `style-src '${contentHash(style)}'`,
    `media-src ${media}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}
