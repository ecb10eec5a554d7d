/** Longest text that a visitor reads as it is, rather than in a model's words. */
const maxAnswerLength = 600;
const asksForWork =
  /\b(?:summar\w+|explain|translate|rewrite|rephrase|simplify|shorten|compare|key points|opinion|should)\b/i;

/** Whether a text is short enough to stand as the answer, and the message asks for no work on it. */
export function isAnswer(text: string, userText: string): boolean {
  return text.length <= maxAnswerLength && !asksForWork.test(userText);
}
