import type { Word } from '@earmark/core';
import { BaseDocumentTransformer, Document, type DocumentInterface } from '@langchain/core/documents';
import { v5 } from '@langchain/core/utils/uuid';
import { namespace } from './documents.ts';
import { isWords } from './is-words.ts';
import { commonOf } from './recording.ts';
import { toTimecode } from './timecode.ts';

/**
 * Wraps a text splitter, so that what it cuts of documents that carry `metadata.words` has the times and the speaker of
 * its own words, and an id.
 *
 * Pieces that are not in their document letter by letter keep the times they were given. The words are dropped.
 */
export function keepTimes(splitter: BaseDocumentTransformer): BaseDocumentTransformer {
  return new TimeKeeper(splitter);
}

class TimeKeeper extends BaseDocumentTransformer {
  override lc_namespace = ['earmark', 'langchain'];
  readonly #splitter: BaseDocumentTransformer;

  constructor(splitter: BaseDocumentTransformer) {
    super();
    this.#splitter = splitter;
  }

  override async transformDocuments(documents: DocumentInterface[]): Promise<DocumentInterface[]> {
    const found: DocumentInterface[] = [];
    for (const document of documents) {
      const pieces = await this.#splitter.transformDocuments([document]);
      const { words } = document.metadata;
      found.push(...(isWords(words) ? retime(document, pieces, words) : pieces));
    }
    return found;
  }
}

interface Spot {
  readonly from: number;
  readonly to: number;
  readonly word: Word;
}

function retime(document: DocumentInterface, pieces: readonly DocumentInterface[], words: readonly Word[]): Document[] {
  const spots = spotsOf(document.pageContent, words);
  let after = 0;
  return pieces.map(({ pageContent, metadata, id }, index) => {
    const { words: _words, ...kept } = metadata;
    const at = document.pageContent.indexOf(pageContent, after);
    if (at !== -1) after = at + 1;
    const said = at === -1 ? [] : spots.filter(({ from, to }) => to > at && from < at + pageContent.length);
    const own = id !== undefined && id !== document.id ? id : v5(`${document.id ?? ''}/${index}`, namespace);
    const ofPiece = at === -1 ? kept : { ...kept, ...timesOf(said.map(({ word }) => word)) };
    return new Document({ pageContent, metadata: ofPiece, id: own });
  });
}

/** Where each word stands in a text that was made of them. */
function spotsOf(text: string, words: readonly Word[]): Spot[] {
  let after = 0;
  return words.flatMap((word) => {
    const from = text.indexOf(word.text, after);
    if (from === -1) return [];
    after = from + word.text.length;
    return [{ from, to: after, word }];
  });
}

function timesOf(words: readonly Word[]): Record<string, unknown> {
  const [first] = words;
  if (first === undefined) return {};
  const speaker = commonOf(words, 0, words.length, 'speaker');
  return {
    start_ms: first.start,
    end_ms: Math.max(...words.map(({ end }) => end)),
    timecode: toTimecode(first.start),
    ...(speaker !== undefined && { speaker }),
  };
}
