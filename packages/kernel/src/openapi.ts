export { type OpenAPIDocument, type OpenAPIOptions, toOpenAPI } from './openapi-document.ts';
export { type OpenAPIHandlerOptions, createOpenAPIHandler } from './openapi-handler.ts';
