// Policies of the API that a pattern can tell, the particular before the general: what two of them match belongs to the
// first. https://www.assemblyai.com/docs/pre-recorded-audio/redact-pii

const ones = 'zero|oh|one|two|three|four|five|six|seven|eight|nine';
const tens =
  'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|' +
  'seventy|eighty|ninety|hundred|thousand|million|billion';
const spokenNumber = `(?:${ones}|${tens})(?:[ -](?:${ones}|${tens}))*`;
const number = `(?:\\d[\\d,]*(?:\\.\\d+)?|${spokenNumber})`;
const spokenDigits = (most: string): string => `\\b(?:${ones})(?:,? (?:${ones})){${most}}\\b`;
const domains = 'com|org|net|io|dev|edu|gov|co';

const street = '\\b\\d{1,5} (?:\\w+ ){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct)\\b';

const sources: Readonly<Record<string, string>> = {
  email_address: `[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|\\b\\w+(?: dot \\w+)* at \\w+(?: dot \\w+)*? dot (?:${domains})\\b`,
  url: `(?<![@\\w.-])(?:(?:https?://|www\\.)\\S+|[\\w-]+(?:\\.[\\w-]+)*\\.(?:${domains})\\b(?:/\\S*)?)`,
  ip_address: '\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b',
  us_social_security_number: '\\b\\d{3}-\\d{2}-\\d{4}\\b',
  credit_card_number: '\\b\\d{4}(?:[ -]?\\d{4}){2}[ -]?\\d{1,7}\\b',
  credit_card_cvv: '(?<=\\b(?:cvv|cvc|security code)(?: is)?:? )\\d{3,4}\\b',
  credit_card_expiration: '(?<=\\bexpir(?:es|y|ation)(?: date)?(?: is| on)?:? )\\d{1,2}/\\d{2,4}\\b',
  phone_number: `(?:\\+\\d{1,3}[ .-]?)?\\(?\\b\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}\\b|\\+\\d{7,15}\\b|${spokenDigits('6,14')}`,
  vehicle_id: '\\b(?=\\w*\\d)[a-hj-npr-z\\d]{17}\\b',
  location_coordinate: '-?\\b\\d{1,3}\\.\\d{3,},? -?\\d{1,3}\\.\\d{3,}\\b',
  location_address_street: street,
  location_address: street,
  filename: '\\b[\\w-]+\\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|png|jpe?g|zip|mp[34]|wav)\\b',
  password: '(?<=\\bpassword is:? )\\S+',
  username: '(?<=\\buser ?name is:? )\\S+|(?<!\\S)@\\w+',
  person_age: `\\b${number}[ -]years?[ -]old\\b|(?<=\\baged )${number}\\b`,
  statistics: `\\b${number} ?(?:%|percent\\b)`,
  money_amount: `[$€£¥] ?\\d[\\d,]*(?:\\.\\d+)?|\\b${number} (?:dollars?|euros?|pounds|cents?)\\b`,
  time: `\\b(?:\\d{1,2}:\\d{2}(?: ?[ap]\\.?m\\b\\.?)?|\\d{1,2} ?[ap]\\.?m\\b\\.?|${number} o['’]clock|noon|midnight)`,
  duration: `\\b${number}(?: more)? (?:second|minute|hour|day|week|month|year)s?\\b`,
  zodiac_sign: '\\b(?:aries|taurus|gemini|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces)\\b',
  marital_status: '\\b(?:married|divorced|widowed)\\b',
  blood_type: '(?<=\\bblood type (?:is )?)(?:ab|a|b|o)\\b(?:[ -]?(?:positive|negative)|[+-])?',
  number_sequence: `\\b\\d{5,}\\b|\\b\\d(?:[ -]\\d){3,}\\b|${spokenDigits('3,')}`,
};

/** By policy, in the order in which they count. */
export const piiPatterns: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(sources).map(([policy, source]) => [policy, new RegExp(source, 'gi')]),
);
