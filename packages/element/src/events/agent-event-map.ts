import type { KingletAnswerEvent } from './answer-event.ts';
import type { KingletErrorEvent } from './error-event.ts';
import type { KingletModelEvent } from './model-event.ts';
import type { KingletSendEvent } from './send-event.ts';
import type { KingletToolEvent } from './tool-event.ts';

/** What `<kinglet-agent>` tells its page, by the event's name. */
export interface KingletAgentEventMap {
  readonly 'kinglet-model': KingletModelEvent;
  readonly 'kinglet-send': KingletSendEvent;
  readonly 'kinglet-tool': KingletToolEvent;
  readonly 'kinglet-answer': KingletAnswerEvent;
  readonly 'kinglet-error': KingletErrorEvent;
}
