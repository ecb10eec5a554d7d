/** Places that are no zone of their own, or are better known by another name. */
const rows = `
America/New_York: new york city, nyc, boston, washington dc, washington, philadelphia, miami, atlanta, orlando, florida, est, edt, et, eastern
America/Chicago: austin, dallas, houston, texas, new orleans, san antonio, cst, cdt, ct
America/Denver: salt lake city, mst, mdt
America/Los_Angeles: california, san francisco, san diego, san jose, las vegas, la, seattle, portland, pst, pdt, pt, pacific
Pacific/Honolulu: hawaii
America/Toronto: montreal, ottawa, quebec
America/Edmonton: calgary
America/Sao_Paulo: rio de janeiro, rio, brasilia
Europe/Zurich: geneva, bern, basel, lausanne
Europe/Berlin: munich, hamburg, frankfurt, cologne
Europe/Rome: milan, florence, venice, naples
Europe/Madrid: barcelona, seville, spain
Europe/Lisbon: porto, portugal
Europe/Paris: lyon, marseille, cet, cest
Europe/Amsterdam: hague, rotterdam
Europe/London: manchester, edinburgh, glasgow, cardiff, england, scotland, wales, britain, uk, bst, great britain
Europe/Kiev: kyiv, ukraine
Europe/Warsaw: krakow
Europe/Moscow: st petersburg
Europe/Istanbul: ankara
Asia/Shanghai: beijing, shenzhen, guangzhou, china
Asia/Tokyo: kyoto, osaka, jst
Asia/Seoul: busan
Asia/Calcutta: mumbai, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, kolkata, ist
Asia/Bangkok: hanoi
Asia/Saigon: ho chi minh city
Asia/Makassar: bali
Asia/Dubai: abu dhabi
Asia/Jerusalem: tel aviv
Asia/Karachi: islamabad, lahore
Africa/Johannesburg: cape town, pretoria
Africa/Addis_Ababa: addis ababa
Africa/Casablanca: marrakesh
Australia/Sydney: canberra
Pacific/Auckland: wellington, christchurch, new zealand
UTC: utc, gmt, z
Asia/Kuala_Lumpur: malaysia
Asia/Katmandu: kathmandu, nepal
Asia/Rangoon: yangon, myanmar
America/Godthab: nuuk, greenland
`;

/** Zone by lower-case name. */
export const placeNames: ReadonlyMap<string, string> = new Map(
  rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [zone = '', names = ''] = row.split(': ');
      return names.split(', ').map((name) => [name, zone] as const);
    }),
);
