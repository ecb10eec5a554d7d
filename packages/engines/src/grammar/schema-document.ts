import { dereference, validate } from '@cfworker/json-schema';
import { isJsonObject, type Json, type JsonObject, KingletError } from '@kinglet/spec';

/** A schema, or part of one: `true` allows anything, `false` nothing. */
export type SchemaNode = JsonObject | boolean;

/** One JSON Schema (2020-12, or draft 7 where `$schema` says so) from anywhere, its references found and its parts numbered. */
export class SchemaDocument {
  readonly root: SchemaNode;
  /** Draft 7 ignores what stands beside a reference. */
  readonly isDraft7: boolean;
  readonly #lookup: ReturnType<typeof dereference>;
  readonly #ids = new Map<SchemaNode, number>();
  /** The validator's reading of these is not that of the standard. */
  readonly #hasInnerIds: boolean;

  /** Throws `invalid-input` where the schema is not JSON or has a reference that is no address. */
  constructor(schema: unknown) {
    try {
      // A copy, since the validator writes into it, and plain JSON whatever it came from.
      const copy: Json = JSON.parse(JSON.stringify(schema ?? true));
      this.root = this.node(copy, '#');
      this.#lookup = dereference(forValidator(this.root));
    } catch (cause) {
      throw unreadable(cause);
    }
    this.#hasInnerIds = Object.values(this.root).some(hasId);
    const { $schema: dialect } = isJsonObject(this.root) ? this.root : {};
    this.isDraft7 = typeof dialect === 'string' && /draft-0[467]/.test(dialect);
  }

  /** Names a value that stands where a schema should. */
  node(value: Json | undefined, path: string): SchemaNode {
    if (typeof value === 'boolean' || isJsonObject(value)) return value;
    throw new KingletError(
      'invalid-input',
      `The schema has ${JSON.stringify(value)?.slice(0, 40)} at ${path}, where a schema must stand (an object, true or false). Correct it.`,
      { details: { path } },
    );
  }

  /** What the node's `$ref` names; null where that is not in the document, or a part of it has an `$id` of its own. */
  target(node: JsonObject): SchemaNode | null {
    if (this.#hasInnerIds) return null;
    const address: unknown = Reflect.get(node, '__absolute_ref__');
    const found: unknown = typeof address === 'string' ? this.#lookup[address] : undefined;
    return typeof found === 'boolean' || isJsonObject(found) ? found : null;
  }

  /** Whether a value fits the node, every keyword counted. */
  fits(value: Json, node: SchemaNode): boolean {
    try {
      return validate(value, forValidator(node), this.isDraft7 ? '7' : '2020-12', this.#lookup).valid;
    } catch (cause) {
      throw unreadable(cause);
    }
  }

  /** Where a node stands, such as `#/properties/a`. */
  pathOf(node: JsonObject): string {
    const address: unknown = Reflect.get(node, '__absolute_uri__');
    return typeof address === 'string' ? `#${decodeURIComponent(address.split('#')[1] ?? '')}` : '#';
  }

  /** The same for the same node. */
  idOf(node: SchemaNode): number {
    const id = this.#ids.get(node) ?? this.#ids.size;
    this.#ids.set(node, id);
    return id;
  }
}

function hasId(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasId);
  if (!isJsonObject(value)) return false;
  return typeof value['$id'] === 'string' || Object.values(value).some(hasId);
}

/** The validator types what a schema should have; from the wire it may have anything, which it copes with. */
function forValidator(node: SchemaNode): boolean | object {
  return node;
}

function unreadable(cause: unknown): KingletError {
  if (cause instanceof KingletError) return cause;
  const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return new KingletError('invalid-input', `The schema cannot be read: ${reason.slice(0, 200)} Correct it.`, {
    cause,
  });
}
