export { KingletAgent } from './components/agent/agent.ts';
export { departedAs } from './components/departures/departure-facts.ts';
export { ask, type KingletAction } from './controller/action.ts';
export { ClientController } from './controller/client-controller.ts';
export { currentModel } from './controller/current-model.ts';
export { define } from './define.ts';
export {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatTime,
  formatUsd,
} from './format.ts';
export { hashNote } from './hash-note.ts';
export { type IconName, icon } from './icons.ts';
export { modelSummary } from './model-summary.ts';
export { sizeShown } from './size-shown.ts';
export { speedShown } from './speed-shown.ts';
export { strings } from './strings.ts';
export { baseStyles } from './styles/base.styles.ts';
export { dialogStyles } from './styles/dialog.styles.ts';
export { fitStyles } from './styles/fit.styles.ts';
export { progressStyles } from './styles/progress.styles.ts';
export { themeStyles } from './styles/theme.styles.ts';
export { transferText } from './transfer-text.ts';
export { trustedScriptUrl } from './trusted/script-url.ts';
