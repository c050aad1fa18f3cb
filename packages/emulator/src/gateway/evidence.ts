import { rankQuotes } from './answerer.ts';
import type { Asked } from './conversation.ts';
import type { Evidence } from './fill-schema.ts';

/** Fills an answer from quotes: for each text the sentence that fits the question and the property's name best. */
export function evidenceOfQuotes(asked: Asked): Evidence {
  const quotes = rankQuotes(asked);
  const [best] = quotes;
  const words = best === undefined ? '' : `${best.sentence} ${best.mark ?? ''}`;
  return {
    text: (about) => rankQuotes({ ...asked, question: `${asked.question} ${about}` })[0]?.sentence,
    number: (isFine) => numbersIn(words).find(isFine),
    named: (values) => namedIn(words, values),
    items: (most) =>
      quotes.slice(0, most).map(({ sentence, mark }) => {
        const passage = mark === undefined ? sentence : `${mark} ${sentence}`;
        // The sentence asks for itself, so that it is found whatever the question was.
        return evidenceOfQuotes({ question: `${asked.question} ${sentence}`, passages: [passage] });
      }),
    optional: true,
  };
}

// Parameters that want the words of the question themselves.
const wholeQuestion = /quer|question|text|prompt|input|search|message/i;

/** Fills a tool's arguments from the question: what it quotes, links, numbers or names, else all of it. */
export function evidenceOfQuestion(question: string): Evidence {
  const numbers = numbersIn(question);
  const quoted = [...question.matchAll(/["“]([^"”]+)["”]|(?<=\s)'([^']+)'/g)].map(([, a, b]) => a ?? b ?? '');
  const evidence: Evidence = {
    text(about) {
      if (/ur[li]/i.test(about)) return /https?:\/\/[^\s"'”<>]*[^\s"'”<>.,?!)]/.exec(question)?.[0] ?? question;
      // Each quoted part serves one parameter.
      const next = quoted.length > 1 ? quoted.shift() : quoted[0];
      if (next !== undefined) return next;
      if (/\bid\b|_id\b|[a-z]Id\b/.test(about)) return idIn(question) ?? question;
      return (wholeQuestion.test(about) ? undefined : nameIn(question)) ?? question;
    },
    number(isFine) {
      const next = numbers.find(isFine);
      if (next !== undefined && numbers.length > 1) numbers.splice(numbers.indexOf(next), 1);
      return next;
    },
    named: (values) => namedIn(question, values),
    items: (most) => [evidence].slice(0, most),
    optional: false,
  };
  return evidence;
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)/g)].map(([number]) =>
    Number(number.replaceAll(',', '')),
  );
}

/** Which of some values a text names, word for word. */
export function namedIn(text: string, values: readonly unknown[]): unknown[] {
  return values.filter((value) => value !== null && plain(text).includes(plain(value)));
}

/** Words alone, with space around each. */
function plain(value: unknown): string {
  return ` ${String(value)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

// A word with digits in it, long enough to be no number.
function idIn(text: string): string | undefined {
  return /\b(?=[\w-]*\d)[\w-]{6,}\b/.exec(text)?.[0];
}

/** Capitalised words after the first: in a question, a name. */
function nameIn(text: string): string | undefined {
  return /(?<=[^.?!\s]\s+)\p{Lu}[\p{L}\p{N}'’-]*(?:\s+\p{Lu}[\p{L}\p{N}'’-]*)*/u.exec(text.replace(/\bI\b/g, 'i'))?.[0];
}
