import { expect, it } from 'vitest';
import { splitCommandLine } from '../../src/engines/command-line.ts';

it.each([
  ['whisper-cli -m model.bin', ['whisper-cli', '-m', 'model.bin']],
  ['  a \t b\n', ['a', 'b']],
  [`a "b c" 'd "e"' f"g h"i`, ['a', 'b c', 'd "e"', 'fg hi']],
  [String.raw`a\ b "c\"d" 'e\f'`, ['a b', 'c"d', String.raw`e\f`]],
  [`a "" ''`, ['a', '', '']],
  ['a; rm -rf $HOME `b` | c > d &', ['a;', 'rm', '-rf', '$HOME', '`b`', '|', 'c', '>', 'd', '&']],
])('%s is split as a shell would, and nothing is expanded', (line, words) => {
  expect(splitCommandLine(line)).toEqual(words);
});

it.each(['a "b', "a 'b"])('%s has a quote that is not closed', (line) => {
  expect(() => splitCommandLine(line)).toThrow('not closed');
});

it.each(['', '   '])('%j is no command', (line) => expect(() => splitCommandLine(line)).toThrow('empty'));
