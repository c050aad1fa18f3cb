import { AudioTranscriptLoader } from '@earmark/langchain';

const audioUrl = process.argv[2] ?? 'https://example.org/meeting.mp3';
const baseUrl = process.env['ASSEMBLYAI_BASE_URL'] ?? 'https://api.assemblyai.com';

const loader = new AudioTranscriptLoader({ audio: audioUrl, speaker_labels: true }, { apiKey: 'any-key', baseUrl });
const docs = await loader.load();
console.log(JSON.stringify(docs));
