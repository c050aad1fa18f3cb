/**
 * Takes a command line apart as a shell would, without being one: words, and words in single or double quotes; a
 * backslash keeps what follows it. Nothing is expanded.
 *
 * @throws TypeError when a quote is not closed, or there is no command.
 */
export function splitCommandLine(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line.charAt(at);
    if (letter === '\\' && quote !== "'") word = (word ?? '') + line.charAt((at += 1));
    else if (letter === quote) quote = undefined;
    else if (quote === undefined && (letter === '"' || letter === "'")) [quote, word] = [letter, word ?? ''];
    else if (quote === undefined && /\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + letter;
  }
  if (quote !== undefined) throw new TypeError(`The engine's command has a ${quote} that is not closed: ${line}`);
  if (word !== undefined) words.push(word);
  if (words.length === 0) throw new TypeError("The engine's command is empty.");
  return words;
}
