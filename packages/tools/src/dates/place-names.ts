import { cityRows } from './city-names.ts';

/** Places that are no zone of their own, or are better known by another name. */
const rows = `
America/New_York: new york city, nyc, boston, washington dc, washington, philadelphia, miami, atlanta, orlando, florida, est, edt, et, eastern, cleveland, pittsburgh, charlotte
America/Chicago: austin, dallas, houston, texas, new orleans, san antonio, cst, cdt, ct, minneapolis, nashville, st louis, kansas city, memphis
America/Denver: salt lake city, mst, mdt, el paso, utah, colorado
America/Los_Angeles: california, san francisco, san diego, san jose, las vegas, la, seattle, portland, pst, pdt, pt, pacific
Pacific/Honolulu: hawaii
America/Toronto: montreal, ottawa, quebec, quebec city
America/Edmonton: calgary
America/Phoenix: arizona
Europe/Lisbon: porto, portugal
Europe/Amsterdam: hague, rotterdam
Europe/Kiev: kyiv, ukraine
Europe/Warsaw: krakow
Europe/Moscow: st petersburg
Europe/Istanbul: ankara
Asia/Seoul: busan
Asia/Makassar: bali, denpasar
Africa/Addis_Ababa: addis ababa
Australia/Sydney: canberra
Pacific/Auckland: wellington, christchurch, new zealand
UTC: utc, gmt, z
Asia/Katmandu: kathmandu, nepal
America/Godthab: nuuk, greenland
`;

/** Zone by lower-case name. */
export const placeNames: ReadonlyMap<string, string> = new Map(
  (rows + cityRows)
    .trim()
    .split(/\n+/)
    .flatMap((row) => {
      const [zone = '', names = ''] = row.split(': ');
      return names.split(', ').map((name) => [name, zone] as const);
    }),
);
