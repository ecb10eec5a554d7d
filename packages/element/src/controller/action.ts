import type { Settings } from '@kinglet/runtime/shared';
import type { ApprovalDecision, StandingRule } from '@kinglet/spec';

/** Everything that a component can ask for. Components draw and ask; the controller does. */
export type KingletAction =
  | { readonly type: 'send'; readonly text: string; readonly files: readonly File[] }
  /** The waiting message goes to the larger model, without the one on this device. */
  | { readonly type: 'send-larger' }
  | { readonly type: 'take-back' }
  /** The user turned to the composer: a model that is stored starts to load. */
  | { readonly type: 'warm' }
  | { readonly type: 'stop' }
  | { readonly type: 'start-model'; readonly modelId: string }
  | { readonly type: 'pause-download'; readonly modelId: string }
  | { readonly type: 'cancel-download'; readonly modelId: string }
  | { readonly type: 'delete-model'; readonly modelId: string }
  | { readonly type: 'remove-adapter'; readonly adapterId: string }
  | { readonly type: 'choose-model'; readonly modelId: string }
  | {
      readonly type: 'decide';
      readonly approvalId: string;
      readonly decision: ApprovalDecision;
      readonly hash: string;
    }
  | { readonly type: 'set-rule'; readonly id: string; readonly effect: StandingRule['effect'] }
  | { readonly type: 'withdraw-rule'; readonly id: string }
  | { readonly type: 'withdraw-all-rules' }
  | { readonly type: 'regenerate'; readonly runId: string; readonly askLarger: boolean }
  | { readonly type: 'edit'; readonly runId: string; readonly text: string }
  | { readonly type: 'select-branch'; readonly runId: string }
  | { readonly type: 'feedback'; readonly rowId: string; readonly feedback: 'up' | 'down' | null }
  | { readonly type: 'open-link'; readonly href: string }
  | { readonly type: 'close-link' }
  | { readonly type: 'new-conversation' }
  | { readonly type: 'open-conversation'; readonly id: string }
  | { readonly type: 'delete-conversation'; readonly id: string }
  | { readonly type: 'update-settings'; readonly patch: Partial<Settings> }
  | { readonly type: 'dismiss-reminder'; readonly id: string }
  | { readonly type: 'dismiss-notice'; readonly index: number }
  | { readonly type: 'allow-notifications'; readonly allowed: boolean }
  | { readonly type: 'restart' };

/** Carries an action up to the nearest element with a controller. Bubbles, and crosses shadow roots. */
export class KingletActionEvent extends Event {
  static readonly eventName = 'kinglet-action';
  readonly action: KingletAction;

  constructor(action: KingletAction) {
    super(KingletActionEvent.eventName, { bubbles: true, composed: true });
    this.action = action;
  }
}

/** Sends an action up from a component. */
export function ask(element: EventTarget, action: KingletAction): void {
  element.dispatchEvent(new KingletActionEvent(action));
}
