import { AudioTranscriptParagraphsLoader, AudioTranscriptSentencesLoader } from '@earmark/langchain';

const transcriptId = process.argv[2] ?? 'an-id-you-have';
const baseUrl = process.env['ASSEMBLYAI_BASE_URL'] ?? 'https://api.assemblyai.com';
const options = { apiKey: 'any-key', baseUrl };

const paragraphs = await new AudioTranscriptParagraphsLoader(transcriptId, options).load();
const sentences = await new AudioTranscriptSentencesLoader(transcriptId, options).load();
console.log(JSON.stringify([...paragraphs, ...sentences]));
