import {
  type INodeType,
  type INodeTypeDescription,
  type ISupplyDataFunctions,
  NodeConnectionTypes,
  type SupplyData,
} from 'n8n-workflow';
import { supplyDocuments } from '../../src/documents.ts';
import { searchTranscripts } from '../../src/form/lookups.ts';
import { sourceProperties } from '../../src/form/shared.ts';

/** Passages of a recording for any vector store, each with its speakers and times. */
export class AssemblyAiDocumentLoader implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'AssemblyAI Document Loader',
    name: 'assemblyAiDocumentLoader',
    icon: { light: 'file:../../icons/earmark.light.svg', dark: 'file:../../icons/earmark.dark.svg' },
    group: ['transform'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{$parameter["source"]}}',
    description: 'Recordings as documents that know who spoke, and when',
    defaults: { name: 'AssemblyAI Document Loader' },
    inputs: [],
    outputs: [NodeConnectionTypes.AiDocument],
    outputNames: ['Document'],
    credentials: [{ name: 'assemblyAiApi', required: true }],
    properties: [
      ...sourceProperties(true),
      {
        displayName: 'Max Characters',
        name: 'maxChars',
        type: 'number',
        typeOptions: { minValue: 50 },
        default: 1000,
        description: 'Longest passage; turns stay whole where they fit',
      },
    ],
  };

  methods = { listSearch: { searchTranscripts } };

  async supplyData(this: ISupplyDataFunctions, itemIndex: number): Promise<SupplyData> {
    return await supplyDocuments(this, itemIndex);
  }
}
