import { KingletError, type Tool } from '@kinglet/spec';
import { Temporal } from 'temporal-polyfill';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { oneLine } from '../text/clean-text.ts';
import { findZone } from './find-zone.ts';
import { formatDate } from './format-date.ts';
import { nowIn } from './parse-when.ts';

/** The time now, here or in a city. */
export const time: Tool = defineTool({
  name: 'time',
  description: 'Tell the current time in a city, or here.',
  arguments: { place: { description: 'city or country; empty for here', optional: true, maxLength: 80 } },
  run: ({ place }, context) => {
    const here = /^(?:here|local|now|home|me|it)?$/i.test(place);
    const timeZone = here ? context.timeZone : zoneOf(place, context.nowMs);
    const now = nowIn({ nowMs: context.nowMs, timeZone });
    const clock = now.toPlainTime().toString({ smallestUnit: 'minute' });
    const where = here ? 'here' : `in ${oneLine(place.replace(/^in /i, ''), 40)}`;
    return success(`It is ${clock} ${where} (${timeZone}), ${formatDate(now.toPlainDate())}.`, {
      understood: `${here ? 'here' : oneLine(place, 40)} = ${timeZone}`,
    });
  },
});

function zoneOf(place: string, nowMs: number): string {
  const found = findZone(place);
  if (found.kind === 'zone') return found.timeZone;
  if (found.kind === 'none') {
    throw new KingletError(
      'invalid-input',
      `"${oneLine(place, 40)}" is not a place that is known here. Name a large city near it.`,
    );
  }
  const instant = Temporal.Instant.fromEpochMilliseconds(nowMs);
  const offsets = new Set(found.timeZones.map((zone) => instant.toZonedDateTimeISO(zone).offset));
  const [first] = found.timeZones;
  if (offsets.size === 1 && first !== undefined) return first;
  const cities = found.timeZones
    .slice(0, 6)
    .map((zone) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '));
  throw new KingletError(
    'invalid-input',
    `"${oneLine(place, 40)}" has several time zones. Name a city, such as ${cities.join(', ')}.`,
  );
}
