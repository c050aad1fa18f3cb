/**
 * Parses a file's text.
 *
 * @param name - How to call the file in an error.
 * @throws TypeError that names the file and what is wrong, without quoting it: it may hold what somebody said.
 */
export function parseJson(json: string, name: string): unknown {
  let why = '';
  try {
    return JSON.parse(json);
  } catch (error) {
    why = error instanceof Error ? error.message.replace(/, (?:\.\.\.)?".*"(?:\.\.\.)? is /s, ' is ') : '';
  }
  throw new TypeError(`${name} is not JSON: ${why}`);
}
