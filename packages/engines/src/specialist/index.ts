export { type ContentStripper, createContentStripper } from '../prompt/content-stripper.ts';
export { callProbabilities, type WeighedText } from './call-probabilities.ts';
export { specialistGrammar } from './specialist-grammar.ts';
export { specialistPrompt } from './specialist-prompt.ts';
export { createSpecialistReader, type ReplyEnd, type SpecialistReader } from './specialist-reader.ts';
export { type SpecialistStep, type SpecialistStepOptions, specialistStep } from './specialist-step.ts';
export { type SpecialistTools, specialistTools } from './specialist-tools.ts';
