import { EarmarkError } from '@earmark/core/portable';

/** A moment of a recording. */
export interface Moment {
  readonly url: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** `fragment` is `#t=`, which browsers and most players know; a function writes a link of its own. */
export type LinkTemplate = 'fragment' | 'youtube' | 'vimeo' | ((moment: Moment) => string);

/** Writes a moment into a recording's URL. */
export function toLink(moment: Moment, template: LinkTemplate = templateOf(moment.url)): string {
  if (typeof template === 'function') return template(moment);
  if (Object.hasOwn(templates, template)) return templates[template](moment);
  throw new EarmarkError('invalid', "`link` must be 'fragment', 'youtube', 'vimeo' or a function.");
}

const templates = Object.freeze({
  // https://www.w3.org/TR/media-frags/#naming-time
  fragment: ({ url, startMs, endMs }: Moment) => `${withoutFragment(url)}#t=${startMs / 1000},${endMs / 1000}`,
  youtube({ url, startMs }: Moment) {
    const link = new URL(url);
    link.searchParams.set('t', `${Math.floor(startMs / 1000)}s`);
    return link.href;
  },
  vimeo: ({ url, startMs }: Moment) => `${withoutFragment(url)}#t=${Math.floor(startMs / 1000)}s`,
});

function templateOf(url: string): keyof typeof templates {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (/(^|\.)(youtube\.com|youtu\.be)$/.test(host)) return 'youtube';
  return /(^|\.)vimeo\.com$/.test(host) ? 'vimeo' : 'fragment';
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
