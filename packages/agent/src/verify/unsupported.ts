import type { Verdict } from '@kinglet/spec';
import { type Ground, isGrounded } from './grounding.ts';
import { numbersOf } from './tokens.ts';

/**
 * [V7] An answer in words, on the device, to a question of fact says what the conversation bears out. Where it states a number, a
 * date or a name that stands nowhere in it, nothing but the model's memory does, and the answer is labelled. Nothing is refused.
 * Null where the message is no question of fact, in English: greetings, opinions, advice, and work on the user's own text.
 */
export function checkSupport(answer: string, ground: Ground): Verdict | null {
  const [question = ''] = ground.said.texts;
  if (!isQuestionOfFact(question) || isRefusal(answer)) return null;
  const claim = claimsOf(answer).find((text) => !isGrounded(text, ground));
  if (claim === undefined) return null;
  const reason = `The answer says ${claim.slice(0, 60)}, which stands nowhere in the conversation: it comes from the model's memory.`;
  return { check: 'unsupported', passed: false, reason };
}

const politeness =
  /^(?:(?:hi|hello|hey|ok|okay|so|and|well|please|thanks|thank you|now|also|but)\b[,.! ]*|(?:can|could|would|will) you (?:please )?(?=tell|say|give|name|list)|(?:please )?(?:tell|remind) me,? |(?:do|would) you (?:happen to )?know |i (?:want|would like|need|'d like) to know |i wonder |any idea |quick question[:,]? )+/i;
const asksFact = [
  /^(?:(?:in|on|at|by|from|since|to|for|of) )?(?:who|whose|whom|when|where|what|which|how)\b/i,
  /^(?:is|are|was|were|did|does|has|have|had) (?!you\b|i\b|we\b|my\b|your\b|our\b|it\b|this\b|that\b|there\b|anyone\b|these\b|those\b)/i,
  /^(?:name|list|give me|state) (?:the|all|a|an|one|two|three|some|five|ten|\d+)\b.*\b(?:of|in|who|that|which|from)\b/i,
];
/** Talk, the assistant itself, opinion, advice, the user's own things and texts, and what is to be made up. */
const asksNoFact = [
  /\b(?:are|do|did|can|could|will|would|have|were) you\b|\byour(?:self)?\b|\byou (?:think|feel|like|prefer|recommend|suggest|mean|called)\b/i,
  /\b(?:should|shall|can|could|may|might|must|do|did|am|was|would|will|have) (?:i|we)\b|\b(?:i|we) (?:should|could|can|say|said|told|mention|wrote|write|do|need|use|wear|cook|eat|put|call|have|get|make|start|ask)\b/i,
  /\b(?:my|mine|our|ours|me|us|i['’]m|i am)\b/i,
  /\b(?:best|better|worst|nicest|favou?rite|good|great|nice|cool|fun|funny|interesting|opinion|advice|tips?|ideas?|suggestions?|recommend|recommendation)\b/i,
  /\b(?:re-?write|re-?phrase|summari[sz]e|summary|shorten|translate|proof-?read|correct|improve|edit|format|paraphrase|synonym|rhymes?|spell|poem|story|joke|haiku|riddle|slogan|limerick|e-?mail|letter|text|paragraph|sentence|message|draft|caption|tagline|lyrics)\b/i,
  /^(?:what|how) (?:if|about)\b|\bwhat['’]?s (?:up|new|wrong|going on|happening)\b|^what a\b|\bhow (?:come|are things|is it going)\b/i,
  /\b(?:meaning of life|feel like|imagine|pretend|suppose|let['’]?s)\b/i,
];

function isQuestionOfFact(message: string): boolean {
  const text = message.trim();
  // A long message is a text to work on, with what is wanted of it somewhere within.
  if (text.length > 240 || text.includes('\n') || /["“«:]\s*\S+ \S+ \S+/u.test(text)) return false;
  const sentences = text.split(/(?<=[.!?])\s+/);
  return sentences.some((sentence) => {
    const asked = sentence.replace(politeness, '').replace(/^['’]?s /i, '');
    return asksFact.some((form) => form.test(asked)) && !asksNoFact.some((form) => form.test(asked));
  });
}

function isRefusal(answer: string): boolean {
  return /\b(?:i (?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t) (?:know|have|find|say|tell|answer|access|be sure|provide)|i['’]?(?: a)?m (?:not sure|unable|sorry)|no information|not known to me)\b/i.test(
    answer,
  );
}

const starters = new Set(
  (
    'the a an it its it’s this that these those there here he she they we you i in on at by of for from to with as and or but so if when ' +
    'where while what who which how why yes no not sure sorry well okay ok of about according after before during since because however ' +
    'although some many most all both each every one two three four five six seven eight nine ten another his her their our your my ' +
    'let great good certainly absolutely indeed actually generally usually typically today currently also then now thanks please hello hi ' +
    'there’s that’s its please first second third next finally people water light answer question note'
  ).split(' '),
);

/** Numbers, then names: words with a capital letter, but the first of a sentence only where it reads as one. */
function claimsOf(answer: string): readonly string[] {
  const text = answer.replace(/^\s*(?:\d+[.)]|[-*])\s+/gmu, '').slice(0, 4_000);
  return [...numbersOf(text).map(([value = 0]) => String(value)), ...months(text), ...namesOf(text)];
}

function months(text: string): readonly string[] {
  return (
    text.match(
      /\b(?:January|February|March|April|June|July|August|September|October|November|December)\b/g,
    ) ?? []
  );
}

function namesOf(text: string): readonly string[] {
  const bare = text.replace(/[*_`#]+/g, '');
  return bare.split(/(?<=[.!?:])\s+|\n+/).flatMap((sentence) => {
    const words = sentence.match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) ?? [];
    return words.filter((word, index) => {
      if (!/^\p{Lu}/u.test(word) || /^(?:I|I['’]\w+|OK|A)$/.test(word)) return false;
      return index > 0 || startsWithName(words);
    });
  });
}

/** `Paris.`, `Leonardo da Vinci painted it`, `Paris is the capital`. */
function startsWithName([first = '', second]: readonly string[]): boolean {
  if (starters.has(first.toLowerCase().replace(/'/g, '’'))) return false;
  if (second === undefined) return true;
  if (/^\p{Lu}|^(?:da|de|del|di|van|von|der|of|bin|al|la|le)$/u.test(second)) return true;
  return /^(?:is|was|were|are|has|had|wrote|invented|painted|discovered|won|became|founded|directed|composed|lies|in|and)$/.test(
    second,
  );
}
