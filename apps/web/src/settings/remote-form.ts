import type { RemoteSettings } from '@kinglet/runtime/shared';
import { strings } from '../strings.ts';

const words = strings.settings;

/** The endpoint's fields as the user typed them. */
export interface RemoteFields {
  readonly baseUrl: string;
  readonly model: string;
  readonly inputPrice: string;
  readonly outputPrice: string;
}

/** Settings, or what is wrong in words for the user. */
export type RemoteParse =
  | { readonly ok: true; readonly remote: RemoteSettings }
  | { readonly ok: false; readonly message: string };

/** Reads the endpoint's fields. An empty price is unknown. */
export function parseRemote(fields: RemoteFields): RemoteParse {
  const baseUrl = fields.baseUrl.trim().replace(/\/+$/, '');
  if (!isHttp(baseUrl)) return { ok: false, message: words.badUrl(fields.baseUrl) };
  const model = fields.model.trim();
  if (model === '') return { ok: false, message: words.noModel };
  const prices = [fields.inputPrice, fields.outputPrice].map(parsePrice);
  const bad = prices.indexOf(undefined);
  if (bad >= 0)
    return { ok: false, message: words.badPrice(bad === 0 ? fields.inputPrice : fields.outputPrice) };
  const [inputUsdPerMillion = null, outputUsdPerMillion = null] = prices;
  return { ok: true, remote: { baseUrl, model, inputUsdPerMillion, outputUsdPerMillion } };
}

function isHttp(text: string): boolean {
  const { protocol, username, password } = URL.parse(text) ?? {};
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** Undefined where the text is no price. */
function parsePrice(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const price = Number(text.replace(',', '.'));
  return Number.isFinite(price) && price >= 0 ? price : undefined;
}
