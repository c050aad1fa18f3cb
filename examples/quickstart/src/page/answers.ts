import type { PageAnswer, PageCitation } from '../page.ts';
import { speakerLabel, timecode } from '../speech.ts';
import { escapeHtml } from './text.ts';

export function renderAnswers(answers: readonly PageAnswer[]): string {
  if (answers.length === 0) return '';
  return `<section class="answers" aria-labelledby="answers-heading">
<h2 id="answers-heading">Questions</h2>
${answers.map(renderAnswer).join('\n')}
</section>`;
}

function renderAnswer({ question, answer, citations }: PageAnswer): string {
  return `<article class="answer">
<h3 dir="auto">${escapeHtml(question)}</h3>
${isQuote(answer, citations) ? '' : paragraphs(answer)}
${renderCitations(citations)}
</article>`;
}

// An answer that only quotes is its citation already, and would be read out twice.
function isQuote(answer: string, citations: readonly PageCitation[]): boolean {
  const bare = answer.replace(/[“”"]/g, '').trim();
  return citations.some(({ quote }) => quote.trim() === bare);
}

function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p class="answer-text" dir="auto">${escapeHtml(paragraph)}</p>`)
    .join('\n');
}

function renderCitations(citations: readonly PageCitation[]): string {
  if (citations.length === 0) return '<p class="uncited">No passage of the recording is cited.</p>';
  return `<ul class="citations" aria-label="Citations">
${citations.map(renderCitation).join('\n')}
</ul>`;
}

function renderCitation({ quote, speaker, start, end }: PageCitation): string {
  const source = [speakerLabel(speaker), timecode(start)].filter((part) => part !== null).join(', ');
  return `<li><button type="button" class="citation" data-citation data-start="${start}" data-end="${end}">\
<span class="quote" dir="auto">“${escapeHtml(quote.trim())}”</span> \
<span class="source">— ${escapeHtml(source)}</span></button></li>`;
}
