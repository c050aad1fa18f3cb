import { BaseDocumentLoader } from '@langchain/core/document_loaders/base';
import type { BaseDocumentTransformer, DocumentInterface } from '@langchain/core/documents';

/**
 * A loader that `index()` of @langchain/core takes.
 *
 * It knows a loader by `loadAndSplit`, although v1 took it out of the base class.
 */
export abstract class HostLoader extends BaseDocumentLoader {
  /** Loads, and cuts further where a splitter is given. */
  async loadAndSplit(splitter?: BaseDocumentTransformer): Promise<DocumentInterface[]> {
    const documents = await this.load();
    return splitter === undefined ? documents : await splitter.transformDocuments(documents);
  }
}
