import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const STYLES = ['colours.css', 'layout.css', 'player.css', 'answers.css', 'transcript.css', 'print.css'];

// Each module comes after the ones it imports.
const MODULES = ['recording.js', 'words.js', 'follow.js', 'citation.js', 'keyboard.js', 'main.js'];

export function stylesheet(): string {
  return STYLES.map((name) => read(`style/${name}`)).join('\n');
}

/**
 * Joins the browser modules into one script: a page opened from disk may not import files beside it.
 * With their imports and exports removed, the modules share one scope.
 */
export function browserScript(): string {
  return MODULES.map((name) => read(`browser/${name}`))
    .join('\n')
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^export /gm, '');
}

/** The source expression that lets a Content Security Policy accept exactly this inline content. */
export function contentHash(content: string): string {
  return `sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}`;
}

// Browsers hash what the HTML parser hands them, where every line break is already a single \n.
function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8').replace(/\r\n?/g, '\n');
}
