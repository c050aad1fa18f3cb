import type { PageTurn, PageWord } from '../page.ts';
import { speakerLabel, spokenTime, timecode } from '../speech.ts';
import { escapeHtml } from './text.ts';

const VOICES = 6;

export function renderTranscript(turns: readonly PageTurn[]): string {
  const spoken = turns.filter((turn) => turn.words.length > 0);
  return `<section class="transcript" id="transcript" tabindex="-1" aria-labelledby="transcript-heading">
<h2 id="transcript-heading">Transcript</h2>
${spoken.length > 0 ? renderTurns(spoken) : '<p class="empty">No words were recognised in this recording.</p>'}
</section>`;
}

function renderTurns(turns: readonly PageTurn[]): string {
  const labels = turns.map((turn) => speakerLabel(turn.speaker));
  const voices = [...new Set(labels.filter((label) => label !== null))];
  const unknown = voices.length > 0 ? 'Unknown speaker' : null;
  const items = turns.map((turn, index) => {
    const label = labels[index] ?? null;
    const voice = label === null ? 'unknown' : String(voices.indexOf(label) % VOICES);
    return renderTurn(turn.words, label ?? unknown, voice);
  });
  return `<ol class="turns" role="list">\n${items.join('\n')}\n</ol>`;
}

function renderTurn(words: readonly PageWord[], label: string | null, voice: string): string {
  const start = words[0]?.start ?? 0;
  const speaker = label === null ? '' : `<span class="speaker" dir="auto">${escapeHtml(label)}</span> `;
  return `<li class="turn" data-voice="${voice}">
<div class="turn-head">${speaker}<button type="button" class="timecode" data-start="${start}" \
aria-label="Play from ${spokenTime(start)}, ${timecode(start)}">${timecode(start)}</button></div>
<p class="speech" dir="auto">${words.map(renderWord).join(' ')}</p>
</li>`;
}

function renderWord({ text, start, end }: PageWord): string {
  return `<span data-start="${start}" data-end="${end}">${escapeHtml(text)}</span>`;
}
