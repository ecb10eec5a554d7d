import type { KingletClient } from '@kinglet/runtime/client';
import type { KingletAction } from './action.ts';

/** The actions that are one verb of the client's; the others change what the page itself holds. */
export type PlainAction = Exclude<
  KingletAction,
  {
    type:
      | 'send'
      | 'send-larger'
      | 'take-back'
      | 'warm'
      | 'open-link'
      | 'close-link'
      | 'feedback'
      | 'allow-notifications';
  }
>;

/** Calls the client's verb for an action. */
export async function runVerb(client: KingletClient, action: PlainAction): Promise<void> {
  switch (action.type) {
    case 'stop':
      return client.stop();
    case 'start-model':
      return client.loadModel(action.modelId);
    case 'pause-download':
      return client.pauseDownload(action.modelId);
    case 'cancel-download':
      return client.cancelDownload(action.modelId);
    case 'delete-model':
      return client.deleteModel(action.modelId);
    case 'remove-adapter':
      return client.removeAdapter(action.adapterId);
    case 'choose-model':
      await client.updateSettings({ modelId: action.modelId });
      return client.loadModel(action.modelId);
    case 'decide':
      return client.decide(action.approvalId, action.decision, action.hash);
    case 'set-rule':
      return client.setStandingRule(action.id, action.effect);
    case 'withdraw-rule':
      return client.withdrawRule(action.id);
    case 'withdraw-all-rules':
      return client.withdrawAllRules();
    case 'regenerate':
      return client.regenerate(action.runId, { askLarger: action.askLarger });
    case 'edit':
      return client.edit(action.runId, action.text);
    case 'select-branch':
      return client.selectBranch(action.runId);
    case 'new-conversation':
      return client.newConversation();
    case 'open-conversation':
      return client.openConversation(action.id);
    case 'delete-conversation':
      return client.deleteConversation(action.id);
    case 'update-settings':
      return client.updateSettings(action.patch);
    case 'dismiss-reminder':
      return client.dismissReminder(action.id);
    case 'dismiss-notice':
      return client.dismissNotice(action.index);
    case 'restart':
      return client.restart();
  }
}
