import { KingletError, type Tool } from '@kinglet/spec';
import { Temporal } from 'temporal-polyfill';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import type { SpokenMessage } from '../spans/spoken-message.ts';
import { oneLine } from '../text/clean-text.ts';
import { findZone } from './find-zone.ts';
import { formatDate } from './format-date.ts';
import { nowIn } from './parse-when.ts';

/** The time now, here or in a city. */
export const time: Tool = defineTool({
  name: 'time',
  description: 'Tell the current time in a city, or here.',
  arguments: { place: { description: 'city or country; empty for here', optional: true, maxLength: 80 } },
  examples: [{ text: 'What time is it in Rome?', arguments: { place: 'Rome' } }],
  answers: true,
  spans: placesAsked,
  dryRun: ({ place }, context) => `Tells the time of ${zoneIn(place, context)}.`,
  run: ({ place }, context) => {
    const here = isHere(place);
    const timeZone = zoneIn(place, context);
    const now = nowIn({ nowMs: context.nowMs, timeZone });
    const clock = now.toPlainTime().toString({ smallestUnit: 'minute' });
    const where = here ? 'here' : `in ${oneLine(place.replace(/^in /i, ''), 40)}`;
    return success(`It is ${clock} ${where} (${timeZone}), ${formatDate(now.toPlainDate())}.`, {
      understood: `${here ? 'here' : oneLine(place, 40)} = ${timeZone}`,
    });
  },
});

const cue =
  /\bwhat(?:['’]s|s| is| was)? (?:the )?(?:current |local |exact )?(?:time|hour)(?: is it| now| right now| here| there| in| at|[?.! ]*$)|\b(?:current|local) time\b|\btime (?:is it|it is|now|right now|in|zone)\b|\b(?:the|current|local) (?:time|hour)(?: is| now| here| there| please| in\b|[?.! ]*$)|^time\b(?=[?.! ]*$)|\bclock\b|\bhow late is it\b|\bis it (?:late|early|morning|night)\b/i;

/** A place that is not known here is offered too: better to say so than to tell the time elsewhere. */
function placesAsked(message: SpokenMessage): { readonly place: readonly string[] } | null {
  if (message.command !== null || !message.has(cue)) return null;
  const known = message.spansOf('place').map(({ text }) => text);
  if (known.length > 0) return { place: known };
  const unknown = /\b(?:time|it|late|clock) (?:is it )?(?:now )?in (?:the )?([\p{L}][^?!.,;]{0,38})/iu.exec(
    message.text,
  )?.[1];
  return { place: unknown === undefined ? [] : [unknown.trim()] };
}

function isHere(place: string): boolean {
  return /^(?:here|local|now|home|me|it)?$/i.test(place);
}

function zoneIn(place: string, { nowMs, timeZone }: { nowMs: number; timeZone: string }): string {
  return isHere(place) ? timeZone : zoneOf(place, nowMs);
}

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
