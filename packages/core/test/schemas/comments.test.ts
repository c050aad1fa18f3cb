import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// What an editor says of a key, asked of the compiler.
const entry = join(import.meta.dirname, '../../src/schemas/index.ts');
const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  declaration: true,
  emitDeclarationOnly: true,
  noCheck: true,
  types: [],
};

function emitted(): Map<string, string> {
  const files = new Map<string, string>();
  const program = ts.createProgram([entry], options);
  program.emit(undefined, (path, text) => files.set(path, text));
  return files;
}

function propertiesOf(program: ts.Program, file: string, type: string): Map<string, ts.Symbol> {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const found = module && checker.getExportsOfModule(module).find(({ name }) => name === type);
  if (found === undefined) throw new Error(`${type} is not exported`);
  const alias = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(alias));
  return new Map(properties.map((property) => [property.name, property]));
}

describe('the published declarations', () => {
  const files = emitted();
  const declarations = entry.replace(/\.ts$/, '.d.ts');
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (path) => files.has(path) || ts.sys.fileExists(path),
    readFile: (path) => files.get(path) ?? ts.sys.readFile(path),
    getSourceFile: (path, language) => {
      const text = files.get(path) ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, language);
    },
  };
  const program = ts.createProgram([declarations], options, host);
  const checker = program.getTypeChecker();

  it.each([
    ['TranscriptParams', 'audio_start_from', 'in milliseconds'],
    ['TranscriptParams', 'redact_pii_sub', 'Default: `hash`'],
    ['CompletedTranscript', 'audio_duration', 'whole seconds'],
    ['CompletedTranscript', 'audio_start_from', 'in milliseconds'],
    ['Word', 'start', 'in milliseconds'],
    ['ChatParams', 'max_tokens', 'Default: 1000'],
    ['Clip', 'confidence', '0 to 1'],
  ])('%s.%s says %s', (type, key, words) => {
    const property = propertiesOf(program, declarations, type).get(key);
    expect(ts.displayPartsToString(property?.getDocumentationComment(checker))).toContain(words);
  });

  it.each([
    ['TranscriptParams', 'speech_model', '`speech_models`'],
    ['TranscriptParams', 'word_boost', '`keyterms_prompt`'],
    ['CompletedTranscript', 'dual_channel', '`multichannel`'],
    ['CompletedTranscript', 'language_model', '`speech_model_used`'],
    ['ListParams', 'throttled_only', '`throttled`'],
    ['ClipParams', 'word_boost', '`keyterms_prompt`'],
  ])('%s.%s is struck out, and says what to use', (type, key, successor) => {
    const tags = propertiesOf(program, declarations, type).get(key)?.getJsDocTags(checker) ?? [];
    const deprecated = tags.find(({ name }) => name === 'deprecated');
    expect(ts.displayPartsToString(deprecated?.text)).toContain(successor);
  });

  it('are short: a schema says its type by name', () => {
    const wide = [...files.values()].filter((text) => text.length > 20_000);
    expect(wide).toEqual([]);
    expect(files.size).toBeGreaterThan(20);
  });
});
