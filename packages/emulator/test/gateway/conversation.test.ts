import { expect, it } from 'vitest';
import { content } from './chat.ts';

const noAnswer = 'The passages do not answer that.';
const user = (text: string) => ({ role: 'user', content: text });
const assistant = (text: string) => ({ role: 'assistant', content: text });

it('what the user said before can be quoted', async () => {
  const messages = [user('My cat is called Mimi.'), assistant('Lovely!'), user('What is my cat called?')];
  expect(await content({ messages })).toBe('“My cat is called Mimi.”');
});

it('questions asked before are never quoted', async () => {
  const messages = [user('What is my cat called?'), assistant('I do not know.'), user('Is it called a cat?')];
  expect(await content({ messages })).toBe(noAnswer);
});

it('answers that quoted are not quoted again', async () => {
  const messages = [
    user('The launch is on Tuesday.\nWhen is the launch?'),
    assistant('“The launch is on Tuesday.”'),
    user('Is the launch on Tuesday or the launch on Monday?'),
  ];
  expect(await content({ messages })).toBe('“The launch is on Tuesday.”');
  expect(await content({ messages: messages.slice(1) })).toBe(noAnswer);
});

it('the question may stand before the text it is about', async () => {
  const prompt = 'When is the launch?\n\nThe launch is on Tuesday.\nThe studio is closed.';
  expect(await content({ prompt })).toBe('“The launch is on Tuesday.”');
});

it('without a question mark the last line asks', async () => {
  const prompt = 'The launch is on Tuesday. The studio is closed.\nTell me about the launch';
  expect(await content({ prompt })).toBe('“The launch is on Tuesday.”');
});
