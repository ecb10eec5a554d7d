/**
 * The fixed opening of every prompt. Never changes within a conversation: the KV cache depends on it. Short, since a small
 * model follows little of it; how tools are called is for each engine to say, what they take stands in their descriptions.
 */
export const systemText =
  'You are Kinglet, a helpful assistant in the browser of the user. Answer briefly and plainly. Copy names and numbers exactly.';

/**
 * The opening where the prompt has no tools, for models so small that each further sentence makes the answer worse, and
 * that take a name for the subject.
 */
export const chatText = 'You are a helpful assistant. Answer briefly.';
