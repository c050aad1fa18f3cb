import { defineConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// What OpenTelemetry, of LiveKit's dependencies, offers as `module` is for bundlers: Node cannot load it.
const conditions = ['@earmark/source', 'node'];

export default defineConfig({ ...base, ssr: { resolve: { conditions, externalConditions: conditions } } });
