import type { Engine, EngineEvent, GenerateRequest, Message } from '@kinglet/spec';
import { createRedactor } from '@kinglet/usage-log/redact';
import { restoring } from './restoring.ts';

/** What leaves the device in place of a request, and how the reply is read. */
export interface Redaction {
  readonly request: GenerateRequest;
  /** What the placeholders of the request stand for; empty where nothing was found. */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The request with the personal data of its messages as typed placeholders. `transcript` is the whole conversation, also what
 * was left out of the request, so that a value keeps its placeholder from message to message; nothing else is kept, and a run
 * that is taken up again comes to the same. Tools stay as they are: their texts are the site's. Pure.
 */
export function redactRequest(request: GenerateRequest, transcript: readonly Message[]): Redaction {
  const texts = [...transcript, ...request.messages].flatMap(textsOf);
  const redactor = createRedactor(texts);
  for (const text of transcript.flatMap(textsOf)) redactor.redact(text);
  const messages = request.messages.map((message) => redacted(message, redactor.redact));
  const sent = messages.flatMap(textsOf).join('\n');
  const values = [...redactor.values].filter(([placeholder]) => sent.includes(placeholder));
  return { request: { ...request, messages }, values: new Map(values) };
}

/** How many values there are of each kind, such as `{EMAIL: 2}`. */
export function kindsOf(values: ReadonlyMap<string, string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const placeholder of values.keys()) {
    const kind = placeholder.slice(1, placeholder.lastIndexOf('_'));
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** The engine, asked by this redaction; its words and its calls come with the values in their places. */
export function redactedEngine(engine: Engine, { request, values }: Redaction): Engine {
  return {
    info: engine.info,
    generate: (_, options) => restored(engine.generate(request, options), values),
    unload: () => engine.unload(),
  };
}

async function* restored(
  events: AsyncIterable<EngineEvent>,
  values: ReadonlyMap<string, string>,
): AsyncGenerator<EngineEvent> {
  const text = restoring(values);
  for await (const event of events) {
    if (event.type === 'text-delta') {
      const shown = text.push(event.text);
      if (shown !== '') yield { type: 'text-delta', text: shown };
      continue;
    }
    const rest = event.type === 'prefill-end' ? '' : text.end();
    if (rest !== '') yield { type: 'text-delta', text: rest };
    if (event.type !== 'tool-call') yield event;
    else {
      const { argumentsText } = event.call;
      yield {
        type: 'tool-call',
        call: { ...event.call, argumentsText: restoredJson(argumentsText, values) },
      };
    }
  }
}

/** What stands inside a JSON text must be spelled as JSON. */
function restoredJson(json: string, values: ReadonlyMap<string, string>): string {
  const spelled = [...values].map(([name, value]) => [name, JSON.stringify(value).slice(1, -1)] as const);
  const text = restoring(new Map(spelled));
  return text.push(json) + text.end();
}

function redacted(message: Message, redact: (text: string) => string): Message {
  const content = redact(message.content);
  if (message.role !== 'assistant' || message.toolCalls === undefined) return { ...message, content };
  const toolCalls = message.toolCalls.map((call) => ({ ...call, argumentsText: redact(call.argumentsText) }));
  return { ...message, content, toolCalls };
}

function textsOf(message: Message): readonly string[] {
  const calls = message.role === 'assistant' ? (message.toolCalls ?? []) : [];
  return [message.content, ...calls.map(({ argumentsText }) => argumentsText)];
}
