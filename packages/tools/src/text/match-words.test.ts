import { describe, expect, it } from 'vitest';
import { keyWords, matchScore } from './match-words.ts';

const score = (query: string, text: string) => matchScore(keyWords(query), keyWords(text));

describe('matchScore', () => {
  it.each([
    ['battery', 'buy batteries'],
    ['batteries', 'the battery is low'],
    ['boxes', 'one box in the cellar'],
    ['box', 'ten boxes'],
    ['dish', 'the dishes'],
    ['renewal', 'renew my passport'],
    ['the note that mentions compost', 'turn the compost'],
    ['what did I write about the compost', 'turn the compost'],
    ['Café', 'the cafe'],
  ])('finds %j in %j', (query, text) => {
    expect(score(query, text)).toBeGreaterThan(0.49);
  });

  it.each([
    ['fnce', 'paint the fence'],
    ['passwrod', 'the wifi password'],
    ['pasport', 'renew my passport'],
    ['plumbber', 'call the plumber'],
    ['passpert', 'renew my passport'],
  ])('forgives the slip in %j for %j, and prefers the right word', (query, text) => {
    expect(score(query, text)).toBe(0.9);
    expect(score(text, text)).toBe(1);
  });

  it.each([
    ['coat', 'the boat'],
    ['milk', 'the mill'],
    ['car', 'the care home'],
    ['4821', 'locker 4812'],
    ['submarine', 'the subway'],
    ['a', 'apple'],
    ['sale', 'the salt'],
  ])('does not take %j for %j', (query, text) => {
    expect(score(query, text)).toBe(0);
  });
});
