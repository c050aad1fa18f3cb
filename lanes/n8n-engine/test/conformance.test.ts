import { describeConformance } from '@earmark/conformance/vitest';
import { subject } from './subject.ts';

describeConformance(subject, {
  exceptions: { 'options.falsy': 'a parameter that is left empty in n8n is one that was not given' },
});
