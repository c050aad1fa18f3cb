/** Random whole numbers that are the same for the same seed. */
export type Dice = (sides: number) => number;

export function diceFrom(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

export function oneOf<Item>(dice: Dice, items: readonly Item[]): Item {
  return items[dice(items.length)] as Item;
}

/** A body that is JSON: mostly a transcript as the service sends it, with oddities anywhere. */
export function randomBody(dice: Dice): string {
  const oddity = oneOf(dice, [0, 0, 10, 100]);
  const words = randomWords(dice, oddity);
  const utterances = dice(3) === 0 ? [] : randomUtterances(dice, words, oddity);
  const said = `${words.map((word) => textOf(word)).join(' ')}${dice(3) === 0 ? '!' : ''}`;
  const fields: [string, string][] = [
    ['id', '"job-1"'],
    ['text', dice(5) === 0 ? randomJson(dice, 2) : JSON.stringify(said)],
    ['words', dice(9) === 0 ? randomJson(dice, 2) : arrayOf(dice, words)],
    ['utterances', dice(9) === 0 ? randomJson(dice, 3) : arrayOf(dice, utterances)],
    ['status', '"completed"'],
  ];
  while (dice(2) === 0) fields.push([oneOf(dice, [...oddKeys, 'words', 'utterances']), randomJson(dice, 3)]);
  if (dice(2) === 0) fields.sort(() => dice(3) - 1);
  return objectOf(dice, fields);
}

function randomWords(dice: Dice, oddity: number): string[] {
  let now = 0;
  return Array.from({ length: oneOf(dice, [0, 1, 5, 40]) }, () => {
    now += dice(500) - (dice(20) === 0 ? 300 : 0);
    return randomWord(dice, Math.max(now, 0), oddity);
  });
}

function randomWord(dice: Dice, start: number, oddity: number): string {
  if (oddity > 0 && dice(1000) < oddity) return randomJson(dice, 2);
  const odd = (usual: string): string => (dice(1000) < oddity ? randomJson(dice, 1) : usual);
  const fields: [string, string][] = [
    ['text', odd(randomString(dice, oddity))],
    ['start', odd(String(start))],
    ['end', odd(String(start + dice(400)))],
    ['confidence', odd(dice(9) === 0 ? randomNumber(dice) : randomConfidence(dice))],
  ];
  if (dice(3) > 0) fields.push(['speaker', odd(oneOf(dice, ['"A"', '"B"', 'null', '"Ann Lee"', '"é"', '""']))]);
  if (dice(5) === 0) fields.push(['channel', odd(oneOf(dice, ['"1"', '"2"', 'null']))]);
  if (dice(1000) < oddity) fields.push([oneOf(dice, [...oddKeys, 'text', 'start']), randomJson(dice, 2)]);
  if (dice(1000) < oddity) fields.splice(dice(fields.length), 1);
  if (dice(10) === 0) fields.sort(() => dice(3) - 1);
  return objectOf(dice, fields);
}

function randomUtterances(dice: Dice, words: readonly string[], oddity: number): string[] {
  const utterances: string[] = [];
  for (let at = 0; at < words.length;) {
    const own = words.slice(at, at + 1 + dice(9));
    at += own.length + (dice(9) === 0 ? 1 : 0);
    if (dice(1000) < oddity) own.reverse();
    const text = dice(9) === 0 ? 'else' : own.map((word) => textOf(word)).join(' ');
    const fields: [string, string][] = [
      ['speaker', '"A"'],
      ['text', JSON.stringify(text)],
      ['words', arrayOf(dice, own)],
    ];
    if (dice(1000) < oddity)
      fields.push([oneOf(dice, [...oddKeys, 'words', 'firstWord', 'ownWords']), randomJson(dice, 2)]);
    utterances.push(dice(1000) < oddity / 4 ? randomJson(dice, 2) : objectOf(dice, fields));
  }
  return utterances;
}

/** What joins into a transcript's text: of odd words, anything. */
function textOf(word: string): string {
  const parsed: unknown = JSON.parse(word);
  return typeof parsed === 'object' && parsed !== null && 'text' in parsed ? String(parsed.text) : '';
}

const oddKeys = ['', 'a', '__proto__', 'constructor', '7', 'é', 'wörds', 'a b'];

export function randomJson(dice: Dice, depth: number): string {
  const kind = dice(depth > 0 ? 8 : 5);
  if (kind < 2) return randomString(dice, 100);
  if (kind < 4) return randomNumber(dice);
  if (kind === 4) return oneOf(dice, ['true', 'false', 'null']);
  const items = Array.from({ length: dice(4) }, () => randomJson(dice, depth - 1));
  if (kind < 7) return arrayOf(dice, items);
  return objectOf(
    dice,
    items.map((item) => [oneOf(dice, [...oddKeys, 'words', 'text']), item]),
  );
}

function randomNumber(dice: Dice): string {
  const whole = oneOf(dice, ['0', '-0', '1', '7', '-12', '999999999', '2147483648', '12345678901234567890']);
  const decimals = oneOf(dice, ['', '', '.0', '.5', '.98305', '.123456789', '.1234567891', '.30000000000000004']);
  return `${whole}${decimals}${oneOf(dice, ['', '', '', 'e0', 'E-5', 'e+3', 'e400', 'e-400'])}`;
}

/** From none to nineteen decimals. */
function randomConfidence(dice: Dice): string {
  const digits = Array.from({ length: oneOf(dice, [0, 2, 5, 5, 9, 10, 14, 15, 16, 17, 18, 19]) }, () => dice(10));
  return `${dice(9) === 0 ? 1 : 0}${digits.length === 0 ? '' : '.'}${digits.join('')}`;
}

const pieces = ['word', 'a', ' ', 'é', '’', '日本', '🎉', 'the', ',', '}', ']', '{"text":"', '\\'].map((piece) =>
  JSON.stringify(piece).slice(1, -1),
);
const escapes = ['\\n', '\\/', '\\u0041', '\\ud83c\\udf89', '\\ud83c', '\\udf89', '\\u0000', '\\"', '\\b\\f\\r\\t'];

function randomString(dice: Dice, oddity: number): string {
  let text = '';
  while (dice(3) > 0) text += dice(1000) < oddity ? oneOf(dice, escapes) : oneOf(dice, pieces);
  return `"${text}"`;
}

const blank = (dice: Dice): string => oneOf(dice, ['', '', '', '', '', ' ', '\n', '\t ', '\r\n  ']);

function arrayOf(dice: Dice, items: readonly string[]): string {
  return `[${blank(dice)}${items.map((item) => `${item}${blank(dice)}`).join(`,${blank(dice)}`)}]`;
}

function objectOf(dice: Dice, fields: readonly (readonly [string, string])[]): string {
  const written = fields.map(([key, value]) => `${JSON.stringify(key)}${blank(dice)}:${blank(dice)}${value}`);
  return `{${blank(dice)}${written.join(`${blank(dice)},${blank(dice)}`)}${blank(dice)}}`;
}

/** The bytes in pieces of any size, none included. */
export async function* inPieces(dice: Dice, bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const most = oneOf(dice, [1, 7, 100, 5000]);
  for (let from = 0; from < bytes.length;) {
    const to = from + dice(most + 1);
    yield bytes.slice(from, to);
    from = to;
  }
}

export async function* inOne(body: string | Uint8Array): AsyncIterable<Uint8Array> {
  yield typeof body === 'string' ? new TextEncoder().encode(body) : body;
}
