import { KingletError, type ToolDefinition } from '@kinglet/spec';
import { GrammarRules } from './grammar-rules.ts';
import { openSchema } from './open-schema.ts';
import { schemaRule } from './schema-grammar.ts';

const known = new WeakMap<ToolDefinition['parameters'], ToolDefinition['parameters']>();

/**
 * A tool's parameters as a grammar can hold to them: as they are, or loosened where a keyword cannot be compiled, since a
 * call is checked against the tool's own schema before it runs, and one tool must not make all others unusable.
 */
export function tamedParameters(parameters: ToolDefinition['parameters']): ToolDefinition['parameters'] {
  const tamed = known.get(parameters) ?? (isCompiled(parameters) ? parameters : openSchema(parameters));
  known.set(parameters, tamed);
  return tamed;
}

function isCompiled(parameters: ToolDefinition['parameters']): boolean {
  const rules = new GrammarRules();
  try {
    rules.print(schemaRule(parameters, rules));
    return true;
  } catch (thrown) {
    if (thrown instanceof KingletError && thrown.code === 'invalid-input') return false;
    // Nested deeper than the stack goes.
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}
