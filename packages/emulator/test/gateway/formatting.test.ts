import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/gateway/formatting.ts';

describe('dates', () => {
  it.each([
    ['2024-12-25', 'mm/dd/yyyy', '12/25/2024'],
    ['12/25/2024', 'yyyy-mm-dd', '2024-12-25'],
    ['25.12.2024', 'mm-dd-yyyy', '12-25-2024'],
    ['June 2nd, 2025', 'dd.mm.yyyy', '02.06.2025'],
    ['the 2nd of June 2025', 'dd/mm/yyyy, mm/dd/yyyy', '02/06/2025'],
    ['June 2nd', 'dd.mm.yyyy', 'June 2nd'],
    ['2024-13-25', 'mm/dd/yyyy', '2024-13-25'],
  ])('%s as %s is %s', (said, date, written) => {
    const { text, mapping } = formatText(`Not before ${said}.`, { date });
    expect(text).toBe(`Not before ${written}.`);
    expect(mapping).toEqual(said === written ? {} : { [said]: written });
  });
});

describe('phone numbers', () => {
  it.each([
    ['555-123-4567', '(xxx)xxx-xxxx', '(555)123-4567'],
    ['(555) 123 4567', 'xxx.xxx.xxxx', '555.123.4567'],
    ['+1 555 123 4567', 'xxx-xxx-xxxx', '555-123-4567'],
    ['+1 555 123 4567', '+x(xxx)xxx-xxxx', '+1(555)123-4567'],
    ['555-123-4567', '+x(xxx)xxx-xxxx', '555-123-4567'],
    ['12345', 'xxx-xxx-xxxx', '12345'],
  ])('%s as %s is %s', (said, phone_number, written) => {
    expect(formatText(`Call ${said}, please.`, { phone_number }).text).toBe(`Call ${written}, please.`);
  });
});

it('addresses that were spelled are written', () => {
  const { text } = formatText('Write to maria.lang at mail dot example dot com, or meet at noon.', {
    email: 'username@domain.com',
  });
  expect(text).toBe('Write to maria.lang@mail.example.com, or meet at noon.');
});

it('what was not asked for is left alone', () => {
  const said = 'On 2024-12-25 call 555-123-4567.';
  expect(formatText(said, {})).toEqual({ text: said, mapping: {} });
});
