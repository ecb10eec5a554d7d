import type { EscalationTrigger } from './escalation.ts';
import type { JsonObject } from './json.ts';
import type { RiskClass } from './tool.ts';

/** What the user is asked before it happens. The card shows all of it. */
export type ApprovalRequest =
  | {
      readonly kind: 'tool';
      readonly id: string;
      readonly tool: string;
      readonly origin: string;
      readonly risk: RiskClass;
      readonly arguments: JsonObject;
      /** Why it asks, in plain words. */
      readonly reason: string;
    }
  | {
      readonly kind: 'egress';
      readonly id: string;
      /** Origin that the request would go to. */
      readonly host: string;
      readonly model: string;
      readonly trigger: EscalationTrigger;
      /** Exactly what would be sent, as readable text. */
      readonly preview: string;
      /** Estimated tokens of the prompt. */
      readonly promptTokens: number;
      /** Estimated; null where the user gave no prices. */
      readonly costUsd: number | null;
      readonly reason: string;
    };

export type ApprovalDecision = 'once' | 'conversation' | 'no';
