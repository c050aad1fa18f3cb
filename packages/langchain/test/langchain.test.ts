import { samples } from '@earmark/emulator';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { index } from '@langchain/core/indexing';
import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { FakeListChatModel, FakeVectorStore, SyntheticEmbeddings } from '@langchain/core/utils/testing';
import type { Document } from '@langchain/core/documents';
import { describe, expect, it } from 'vitest';
import { type DocumentFormat, type TranscriptDocument, TranscriptLoader } from '../src/index.ts';
import { MemoryRecordManager } from './record-manager.ts';
import { startWorld } from './world.ts';

/** Finds the passages that share a word with the question. */
class WordRetriever extends BaseRetriever {
  override lc_namespace = ['earmark', 'test'];
  readonly #documents: readonly TranscriptDocument[];

  constructor(documents: readonly TranscriptDocument[]) {
    super();
    this.#documents = documents;
  }

  override async _getRelevantDocuments(question: string): Promise<Document[]> {
    const words = question.toLowerCase().match(/\w{4,}/g) ?? [];
    return this.#documents.filter(({ pageContent }) => words.some((word) => pageContent.toLowerCase().includes(word)));
  }
}

const store = (): FakeVectorStore => new FakeVectorStore(new SyntheticEmbeddings({ vectorSize: 8 }));

describe('index()', () => {
  it.each<DocumentFormat>(['text', 'utterances', 'chunks'])('takes the loader, and adds %s once', async (format) => {
    await using world = await startWorld();
    const { id } = await world.client.transcripts.transcribe(samples.meeting.audio, { speaker_labels: true });
    const options = { client: world.client, format, metadata: { project: 'beta' } };
    const [vectorStore, recordManager] = [store(), new MemoryRecordManager()];

    const run = async (): ReturnType<typeof index> =>
      await index({
        docsSource: new TranscriptLoader({ transcriptId: id }, options),
        recordManager,
        vectorStore,
        options: { cleanup: 'incremental', sourceIdKey: 'source' },
      });
    const first = await run();
    const second = await run();

    const all = vectorStore.memoryVectors.length;
    expect(all).toBeGreaterThan(0);
    expect(first).toEqual({ numAdded: all, numDeleted: 0, numUpdated: 0, numSkipped: 0 });
    expect(second).toEqual({ numAdded: 0, numDeleted: 0, numUpdated: 0, numSkipped: all });
  });
});

it('a chain over a retriever answers with the place it was said at', async () => {
  await using world = await startWorld();
  const documents = await new TranscriptLoader(samples.meeting.audio, { client: world.client }).load();
  const prompts: string[] = [];
  const chain = RunnableSequence.from([
    {
      passages: new WordRetriever(documents).pipe((found) =>
        found
          .map(({ pageContent, metadata }) => `${metadata['timecode']} ${metadata['speaker']}: ${pageContent}`)
          .join('\n'),
      ),
      question: new RunnablePassthrough<string>(),
    },
    ChatPromptTemplate.fromTemplate('{passages}\n\n{question}'),
    RunnableLambda.from((prompt: { toString(): string }) => {
      prompts.push(prompt.toString());
      return prompt;
    }),
    new FakeListChatModel({ responses: ['Four thousand two hundred dollars.'] }),
    new StringOutputParser(),
  ]);
  expect(await chain.invoke('What is the budget?')).toBe('Four thousand two hundred dollars.');
  expect(prompts[0]).toMatch(/\d:\d\d B: The budget for the recording studio is four thousand two hundred dollars\./);
  expect(prompts[0]).not.toContain('release notes');
});
