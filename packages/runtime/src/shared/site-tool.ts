import type { JsonObject, JsonSchema, RiskClass } from '@kinglet/spec';

/** A tool of the page's own, as its worker is told of it with each message. */
export interface SiteToolInfo {
  /** `^[a-z][a-z0-9_]{0,39}$`, and not the name of a built-in tool. */
  readonly name: string;
  readonly description: string;
  /** `type: 'object'`, flat where it can be. */
  readonly inputSchema: JsonSchema;
  readonly risk: RiskClass;
  readonly destructive: boolean;
  /** As `Tool.oncePerKey`. */
  readonly oncePerKey?: true;
}

/** What the worker asks of the page: to run one of its tools, with arguments that fit the schema. */
export interface SiteToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
  /** The same for the same call, also where it is made again after a restart. */
  readonly idempotencyKey: string;
}

/** What came of it. `answers`: the content is a whole statement for the user. */
export interface SiteToolEnd {
  readonly content: string;
  readonly failed: boolean;
  readonly answers: boolean;
}
