import { operations } from '@earmark/operations';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { toAgentsTools } from '../../src/agents.ts';
import { toAnthropicTools } from '../../src/anthropic.ts';
import { createAssemblyAIPlugin } from '../../src/index.ts';
import { startWorld } from '../world.ts';

// Through their hosts, these run in lanes/tools.
const plugin = createAssemblyAIPlugin({ apiKey: 'any', operations: 'full' });

describe('toAnthropicTools', () => {
  it('has names and schemas that Anthropic takes', () => {
    const tools = toAnthropicTools(plugin);
    expect(tools).toHaveLength(operations.filter(({ tier }) => tier !== 'advanced').length);
    for (const { name, description, input_schema } of tools) {
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect(description).toMatch(/\S/);
      expect(new Ajv({ strict: true, strictTypes: false }).validateSchema(input_schema)).toBe(true);
    }
  });

  it('throws what is wrong: the runner tells the model', async () => {
    await using world = await startWorld();
    const [tool] = toAnthropicTools(createAssemblyAIPlugin({ client: world.client }));
    await expect(tool?.run(tool.parse({ audio: '/etc/passwd' }))).rejects.toMatchObject({ code: 'fs_denied' });
    const reason = new Error('enough');
    await expect(tool?.run({ audio: 'https://a.b/c' }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('toAgentsTools', () => {
  it('is strict, and asks a person before what destroys', async () => {
    const tools = toAgentsTools(plugin);
    expect(tools.every(({ strict, parameters }) => strict && !parameters.additionalProperties)).toBe(true);
    const asking = await Promise.all(
      tools.map(async ({ name, needsApproval }) => ((await needsApproval()) ? [name] : [])),
    );
    expect(asking.flat()).toEqual(['delete_transcript']);
  });

  it('tells the model what it can mend', async () => {
    await using world = await startWorld();
    const [tool] = toAgentsTools(createAssemblyAIPlugin({ client: world.client }));
    expect(await tool?.invoke(undefined, '{"audio":"/etc/passwd","prompt":null}')).toMatch(
      /^Error \(fs_denied\): `audio`/,
    );
    expect(await tool?.isEnabled()).toBe(true);
  });
});
