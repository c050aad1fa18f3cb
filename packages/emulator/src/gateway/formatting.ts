/** How dates, phone numbers and addresses are to be written, as `custom_formatting` asks for it. */
export interface Formats {
  readonly date?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly email?: string | undefined;
}

export interface Formatted {
  readonly text: string;
  /** What was said, and how it is written now. */
  readonly mapping: Readonly<Record<string, string>>;
}

type Write = (found: readonly string[], pattern: string) => string | undefined;

const months = 'january february march april may june july august september october november december'.split(' ');
const month = `(${months.join('|')})`;

const dateFinders: readonly (readonly [RegExp, Write])[] = [
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, ([, y, m, d], pattern) => writeDate(pattern, y, m, d)],
  [/\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b/g, writeNumericDate],
  [
    new RegExp(String.raw`\b${month}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`, 'gi'),
    ([, m = '', d, y], pattern) => writeDate(pattern, y, numberOf(m), d),
  ],
  [
    new RegExp(String.raw`\b(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?${month},?\s+(\d{4})\b`, 'gi'),
    ([, d, m = '', y], pattern) => writeDate(pattern, y, numberOf(m), d),
  ],
];
const phoneFinder = /(?<![\w.])(?:\+?\d[ .-]?)?(?:\(\d{3}\)|\d{3})[ .-]?\d{3}[ .-]?\d{4}(?!\w)/g;
const emailFinder =
  /\b([\w.+-]+)(?:@| at )((?:[\w-]+(?:\.| dot ))+(?:com|org|net|edu|gov|io|dev|info|co|eu|de|uk))\b/gi;

/**
 * Writes the dates, phone numbers and addresses of a text in the formats asked for.
 *
 * Only what is all there is touched: a date needs its year, a phone number its digits.
 */
export function formatText(text: string, { date, phone_number, email }: Formats): Formatted {
  const finders: (readonly [RegExp, Write, string])[] = [
    ...(date === undefined ? [] : dateFinders.map(([finder, write]) => [finder, write, date] as const)),
    ...(phone_number === undefined ? [] : [[phoneFinder, writePhone, phone_number] as const]),
    ...(email === undefined ? [] : [[emailFinder, writeEmail, email] as const]),
  ];
  const mapping: Record<string, string> = {};
  const formatted = finders.reduce(
    (current, [finder, write, patterns]) =>
      current.replace(finder, (...found: string[]) => {
        const [pattern = ''] = patterns.split(',');
        const original = found[0] ?? '';
        const written = write(found, pattern.trim());
        if (written === undefined || written === original) return original;
        mapping[original] = written;
        return written;
      }),
    text,
  );
  return { text: formatted, mapping };
}

// Americans say the month first, unless there is no such month.
function writeNumericDate([, one, , two, y]: readonly string[], pattern: string): string | undefined {
  return Number(one) > 12 ? writeDate(pattern, y, two, one) : writeDate(pattern, y, one, two);
}

function writeDate(pattern: string, y = '', m = '', d = ''): string | undefined {
  if (Number(m) < 1 || Number(m) > 12 || Number(d) < 1 || Number(d) > 31) return undefined;
  return pattern.replace('yyyy', y).replace('mm', m.padStart(2, '0')).replace('dd', d.padStart(2, '0'));
}

function writePhone([said = '']: readonly string[], pattern: string): string | undefined {
  const digits = said.match(/\d/g) ?? [];
  const places = pattern.split('x').length - 1;
  // A country's 1 can be left out, but which country's number it is cannot be guessed.
  if (digits.length === places + 1 && digits[0] === '1') digits.shift();
  return digits.length === places ? pattern.replaceAll('x', () => digits.shift() ?? '') : undefined;
}

function writeEmail([, user = '', domain = '']: readonly string[], pattern: string): string {
  return pattern.replace('username', user).replace('domain.com', domain.replaceAll(/ dot /gi, '.').toLowerCase());
}

function numberOf(name: string): string {
  return String(months.indexOf(name.toLowerCase()) + 1);
}
