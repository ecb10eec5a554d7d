import type { ArgumentSpans, JsonSchema, ToolDefinition } from '@kinglet/spec';

/**
 * The tools that a step may call, each argument bound to the values that it may have. A tool that is not in `allowed`, or
 * that lacks a value for a required argument, is left out; an optional argument without a value is.
 */
export function allowedTools(
  tools: readonly ToolDefinition[],
  allowed: Readonly<Record<string, ArgumentSpans>> | undefined,
): readonly ToolDefinition[] {
  if (allowed === undefined) return tools;
  return tools.flatMap((tool) => {
    const spans = Object.hasOwn(allowed, tool.name) ? allowed[tool.name] : undefined;
    const parameters = spans === undefined ? null : bind(tool.parameters, spans);
    return parameters === null ? [] : [{ ...tool, parameters }];
  });
}

function bind(schema: JsonSchema, spans: ArgumentSpans): JsonSchema | null {
  const properties: Record<string, JsonSchema> = {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const values = Object.hasOwn(spans, key) ? spans[key] : undefined;
    if (values === undefined) properties[key] = property;
    else if (values.length > 0) properties[key] = boundTo(values, property);
    else if (schema.required?.includes(key)) return null;
  }
  return { ...schema, properties };
}

/** The items of an array are bound, one by one; a number is bound to numbers. */
function boundTo(values: readonly string[], { type, items, ...rest }: JsonSchema): JsonSchema {
  if (type === 'array') {
    return { ...rest, type, items: boundTo(values, typeof items === 'object' ? items : {}) };
  }
  if (type !== 'number' && type !== 'integer') return { type: 'string', enum: [...new Set(values)] };
  const numbers = values.map(Number).filter(Number.isFinite);
  return { type, enum: [...new Set(numbers)] };
}
