import { samples } from '@earmark/emulator';
import { ChatAssemblyAI, TranscriptRetriever, formatCitation } from '@earmark/langchain';
import { createChain } from './chain.ts';
import { HttpEmbeddings, MeaningRetriever } from './embedded.ts';
import { loadAll } from './recordings.ts';
import { openService } from './service.ts';

// Recordings are paths and links, everything else is a question.
const given = process.argv.slice(2);
const sources = given.filter((argument) => /^https?:|\.\w{2,4}$/i.test(argument));
const asked = given.filter((argument) => !sources.includes(argument));
const questions = asked.length > 0 ? asked : ['When does the beta launch?', 'Why do they drop the export?'];

await using service = await openService();
console.log(`Answers by ${service.description}.`);
const documents = await loadAll(service.client, sources.length > 0 ? sources : [samples.meeting.audio]);

const {
  EMBEDDINGS_URL: baseUrl,
  EMBEDDINGS_KEY: apiKey,
  EMBEDDINGS_MODEL: embedder = 'text-embedding-3-small',
} = process.env;
const embeddings = baseUrl && apiKey ? new HttpEmbeddings({ baseUrl, apiKey, model: embedder }) : undefined;
const retriever = embeddings ? new MeaningRetriever(documents, embeddings) : new TranscriptRetriever({ documents });
const model = new ChatAssemblyAI({ model: service.model, client: service.client });
const chain = createChain(retriever, model);

for (const question of questions) {
  const { answer, citations } = await chain.invoke(question);
  console.log(`\n${question}\n${answer}`);
  for (const citation of citations) console.log(`  ${formatCitation(citation)}`);
}
