import {
  type GenerateRequest,
  isJsonObject,
  type JsonObject,
  type Message,
  type RawToolCall,
} from '@kinglet/spec';

/** What differs between servers that all call themselves OpenAI-compatible. Learnt from their refusals. */
export interface WireDialect {
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** False for models that accept only their own default. */
  readonly temperature: boolean;
}

/** The body of a streaming chat completion. Source: OpenAI's API reference, chat completions. */
export function wireRequest(request: GenerateRequest, model: string, dialect: WireDialect): JsonObject {
  const { messages, tools, toolChoice = 'auto', schema, maxTokens, temperature = 0, stop = [] } = request;
  return {
    model,
    messages: messages.map(wireMessage),
    stream: true,
    stream_options: { include_usage: true },
    [dialect.maxTokensField]: maxTokens,
    ...(dialect.temperature ? { temperature } : {}),
    ...(stop.length > 0 ? { stop } : {}),
    ...(tools.length > 0 ? { tools: tools.map(wireTool), tool_choice: toolChoice } : {}),
    ...(schema
      ? { response_format: { type: 'json_schema', json_schema: { name: 'reply', schema: asJson(schema) } } }
      : {}),
  };
}

function wireMessage(message: Message): JsonObject {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.content };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.content };
    case 'assistant': {
      const calls = message.toolCalls ?? [];
      if (calls.length === 0) return { role: 'assistant', content: message.content };
      const content = message.content === '' ? null : message.content;
      return { role: 'assistant', content, tool_calls: calls.map(wireCall) };
    }
  }
}

function wireCall({ id, name, argumentsText }: RawToolCall): JsonObject {
  return { id, type: 'function', function: { name, arguments: parsableArguments(argumentsText) } };
}

/** Several servers parse the arguments of past calls and fail on bad ones, so what a small model botched goes quoted. */
function parsableArguments(argumentsText: string): string {
  try {
    if (isJsonObject(JSON.parse(argumentsText))) return argumentsText;
  } catch {
    // Quoted below.
  }
  return JSON.stringify({ unparsable: argumentsText });
}

function wireTool({ name, description, parameters }: GenerateRequest['tools'][number]): JsonObject {
  return { type: 'function', function: { name, description, parameters: asJson(parameters) } };
}

/** A schema is JSON, but its interface has no index signature. */
function asJson(schema: object): JsonObject {
  return { ...schema } as JsonObject;
}
