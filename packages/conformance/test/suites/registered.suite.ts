import { describe } from 'vitest';
import { describeConformance, describeMutants } from '../../src/vitest.ts';
import { empty, honest, unabortable } from '../honest.ts';

const broken = {
  'times-in-seconds': empty,
  'resolves-a-failed-job': empty,
  'leaks-the-key': empty,
};

describe('kept', () => describeConformance(honest));
describe('skipped', () => describeConformance(unabortable));
describe('known', () => describeConformance(empty, { exceptions: { 'error.auth': 'it never asks anybody' } }));
describe('fixed', () => describeConformance(honest, { exceptions: { 'error.auth': 'it leaked once' } }));
describe('unknown', () =>
  describeConformance(honest, { exceptions: { 'error.nowhere': 'a case of that name is gone' } }));
describe('complete', () => describeMutants({ ...broken, 'deaf-while-waiting': empty }));
describe('missing', () => describeMutants(broken));
describe('harmless', () => describeMutants({ ...broken, 'deaf-while-waiting': honest }));
describe('idle', () => describeMutants({ ...broken, 'deaf-while-waiting': empty, 'kills-nobody': empty }));
