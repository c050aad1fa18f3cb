import { describe, expect, it } from 'vitest';
import { TemplateError, renderPrompt } from '../../src/index.ts';
import { parseTemplate } from '../../src/template/parse-template.ts';
import { echoPlugin } from './echo.ts';

/** Numbers from 0 up to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const values = { x: 'Ada', y_2: '<&>', empty: '' };
const encoded: Record<string, string> = { x: 'Ada', y_2: '&lt;&amp;&gt;', empty: '' };

/** Writes templates of the grammar, and what they render as. */
function writer(random: () => number) {
  const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)] as Value;
  const space = (): string => pick(['', ' ', '\n', ' \t ']);
  const gap = (): string => pick([' ', '\n', '  ']);
  const text = (): string => pick(['', 'words', ' } ', '}}', '{ ', '"', "'", 'é😀', '\\', '$x', 'a=b']);
  const quoted = (): [string, string] => {
    const inside = pick(['', 'v', '}}', '{{', '{{$x}}', 'a b', '$x', 'https:~~a.b~c?d=e']);
    return [pick([`'${inside}'`, `"${inside}"`]), inside];
  };
  const argument = (): [string, string] => {
    if (random() < 0.5) return quoted();
    const name = pick(Object.keys(values));
    return [`$${name}`, encoded[name] ?? ''];
  };
  const call = (): [string, string] => {
    const [first, second, third] = [argument(), argument(), argument()];
    const written = [pick(['Echo.Say', 'Say', 'echo.say'])];
    const said: string[] = [];
    if (random() < 0.6) {
      written.push(first[0]);
      said.push(`input=${first[1]}`);
    }
    if (random() < 0.5) {
      written.push(`a${space()}=${space()}${second[0]}`);
      said.push(`a=${second[1]}`);
    }
    if (random() < 0.5) {
      written.push(`B=${third[0]}`);
      said.push(`b=${third[1]}`);
    }
    return [written.join(gap()), said.join(';')];
  };
  const block = (): [string, string] => {
    const [inside, rendered] = random() < 0.5 ? argument() : call();
    return [`{{${space()}${inside}${space()}}}`, rendered];
  };
  return () => {
    const parts = Array.from({ length: 1 + Math.floor(random() * 6) }, (): [string, string] => {
      const said = text();
      return random() < 0.6 ? block() : [said, said];
    });
    // Braces of text that stand before a block’s own are text, and are not looked for here.
    return { template: parts.map(([written]) => written).join(' '), rendered: parts.map(([, said]) => said).join(' ') };
  };
}

describe('templates, fuzzed', () => {
  it('whatever the grammar can say renders as it says', async () => {
    for (let seed = 1; seed <= 4000; seed += 1) {
      const { template, rendered } = writer(randomOf(seed))();
      expect(await renderPrompt(template, { plugins: [echoPlugin()], args: values }), template).toBe(rendered);
    }
  });

  it('anything else renders, or is wrong at a place inside of it', async () => {
    const pieces = [
      '{{',
      '}}',
      '{',
      '}',
      '$',
      '"',
      "'",
      '\\',
      '.',
      '=',
      ' ',
      '\n',
      'Echo',
      '.Say',
      'x',
      '-',
      '<',
      'é',
      '\0',
      '😀',
    ];
    let wrong = 0;
    for (let seed = 1; seed <= 20_000; seed += 1) {
      const random = randomOf(seed);
      const template = Array.from(
        { length: Math.floor(random() * 14) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join('');
      try {
        await renderPrompt(template, { plugins: [echoPlugin()] });
      } catch (error) {
        wrong += 1;
        if (!(error instanceof TemplateError)) throw error;
        const { offset, line, column } = error.position;
        expect(offset >= 0 && offset <= template.length && line >= 1 && column >= 1, template).toBe(true);
        const before = template.slice(0, offset).split('\n');
        expect([line, column]).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
      }
    }
    expect(wrong).toBeGreaterThan(5000);
  });

  it('a template without a block is itself', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomOf(seed);
      const template = Array.from({ length: 20 }, () => '{ab}\n'[Math.floor(random() * 5)])
        .join('')
        .replaceAll(/\{+/g, '{');
      const text = parseTemplate(template)
        .map((segment) => (segment.kind === 'text' ? segment.text : '?'))
        .join('');
      expect(text).toBe(template);
    }
  });

  it.each([
    ['open braces', '{'.repeat(1_000_000)],
    ['pairs of braces', '{{}}'.repeat(250_000)],
    ['quotes', `{{${"'".repeat(1_000_001)}`],
    ['escapes', `{{'${'\\'.repeat(1_000_000)}`],
    ['spaces', `{{${' '.repeat(1_000_000)}`],
    ['a name', `{{${'a'.repeat(1_000_000)}}}`],
    ['dots', `{{${'.'.repeat(1_000_000)}}}`],
    ['arguments', `{{Say ${'a=$x '.repeat(200_000)}}}`],
    ['equals signs', `{{Say a${'='.repeat(1_000_000)}}}`],
    ['blocks that begin and begin', '{{Say '.repeat(200_000)],
    ['blocks', '{{$x}}'.repeat(100_000)],
  ])('a million %s hold nothing up', (_, template) => {
    const started = performance.now();
    try {
      parseTemplate(template);
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      expect((error as Error).message.length).toBeLessThan(400);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
