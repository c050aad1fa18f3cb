import type { PageAudio } from '../page.ts';
import { escapeHtml } from './text.ts';

export function renderPlayer(audio: PageAudio): string {
  const source = audio.kind === 'linked' ? ` src="${escapeHtml(audio.href)}"` : '';
  return `<section class="player" aria-label="Player">
<div class="player-row">
<audio id="recording" aria-label="Recording" controls preload="metadata"${source}></audio>
<p class="hint"><span><kbd>Space</kbd> <kbd>K</kbd> play or pause</span>
<span><kbd>J</kbd> <kbd>L</kbd> <kbd>←</kbd> <kbd>→</kbd> move 5 s</span></p>
<button type="button" id="back" class="back" hidden>Back to the answer</button>
</div>
<p id="audio-problem" class="problem" role="status"></p>
</section>`;
}

/** The bytes of an embedded recording, which the browser script turns into a seekable Blob. */
export function renderAudioData(audio: PageAudio): string {
  if (audio.kind === 'linked') return '';
  const { buffer, byteOffset, byteLength } = audio.bytes;
  const data = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return `<script type="text/plain" id="recording-data" data-type="${escapeHtml(audio.type)}">${data}</script>`;
}

/** Says in words that a linked recording is not part of the page. */
export function renderAudioNote(audio: PageAudio): string {
  if (audio.kind === 'embedded') return '';
  return `<p class="note">The recording is not inside this page. It plays from
<code>${escapeHtml(audio.href)}</code>, so that file must stay where it is.</p>`;
}

/** Where the page may load media from. Recordings on the web often redirect to a host not known beforehand. */
export function mediaSources(audio: PageAudio): string {
  if (audio.kind === 'embedded') return 'blob:';
  const [scheme] = /^https?:/i.exec(audio.href.trim()) ?? [];
  const web = scheme === undefined ? [] : [scheme.toLowerCase()];
  return ["'self'", 'file:', 'data:', ...web].join(' ');
}
