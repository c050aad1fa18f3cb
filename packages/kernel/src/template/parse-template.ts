import { parseBlock } from './parse-block.ts';
import { endOfQuoted } from './quoted.ts';
import { type Segment, TemplateError } from './syntax.ts';

/**
 * Parses a template of Semantic Kernel's language, in time that grows with its length alone.
 *
 * A block begins at the last `{{` before its `}}`, so that `{{{$x}}}` is a variable in braces; one without anything in it is text.
 *
 * @throws TemplateError with the position of what is wrong.
 */
export function parseTemplate(template: string): readonly Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  const text = (end: number): void => {
    if (end > done) segments.push({ kind: 'text', text: template.slice(done, end) });
  };
  for (let open = template.indexOf('{{'); open !== -1; open = template.indexOf('{{', done)) {
    const { start, end } = findBlock(template, open);
    const block = parseBlock(template, start + 2, end - 2);
    if (block === undefined) {
      text(end);
    } else {
      text(start);
      segments.push(block);
    }
    done = end;
  }
  text(template.length);
  return segments;
}

/** Where the block is that is open at a place: inside quotes, braces are nothing but braces. */
function findBlock(template: string, open: number): { readonly start: number; readonly end: number } {
  let start = open;
  for (let at = open + 1; at < template.length; at += 1) {
    const character = template.charAt(at);
    if (at > start + 1 && (character === '"' || character === "'")) at = endOfQuoted(template, at) - 1;
    else if (template.startsWith('{{', at)) start = at;
    else if (at > start + 1 && template.startsWith('}}', at)) return { start, end: at + 2 };
  }
  throw new TemplateError(
    "this block is never closed: end it with }}, or write {{'{{'}} for the braces.",
    template,
    start,
  );
}
