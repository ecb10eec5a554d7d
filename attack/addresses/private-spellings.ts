/** IPv4 addresses that nobody outside may have fetched: loopback, home and office networks, a cloud's metadata, carriers. */
const hosts = [
  '127.0.0.1',
  '10.0.0.1',
  '192.168.1.1',
  '172.16.0.1',
  '169.254.169.254',
  '0.0.0.0',
  '100.64.0.1',
];

/** All ways in which browsers read one IPv4 address, and IPv6 addresses that lead to it. */
function spellingsOf(host: string): readonly string[] {
  const bytes = host.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number, width = 1) => value.toString(16).padStart(width, '0');
  const octal = (value: number) => `0${value.toString(8)}`;
  const high = hex(a * 256 + b);
  const low = hex(c * 256 + d);
  const fullWidth = [...host].map((char) =>
    char === '.' ? '。' : String.fromCodePoint(char.charCodeAt(0) + 0xfee0),
  );
  return [
    `http://${host}/`,
    `https://${host}./`,
    `http://${host}:8080/admin`,
    `http://${whole}/`,
    `http://0x${hex(whole, 8)}/`,
    `http://0${whole.toString(8)}/`,
    `http://${bytes.map(octal).join('.')}/`,
    `http://${bytes.map((byte) => `0x${hex(byte)}`).join('.')}/`,
    `http://${octal(a)}.0x${hex(b)}.${c * 256 + d}/`,
    `http://${a}.${(b * 256 + c) * 256 + d}/`,
    `http://${fullWidth.join('')}/`,
    `http://${[...host].map((char) => `%${hex(char.charCodeAt(0))}`).join('')}/`,
    `http://example.com@${host}/`,
    `http://[::ffff:${host}]/`,
    `http://[::ffff:${high}:${low}]/`,
    `http://[::${host}]/`,
    `http://[64:ff9b::${host}]/`,
    `http://[2002:${high}:${low}::1]/`,
    `${host}:3000/x`,
    `HTTP:\\\\${host}\\x`,
  ];
}

const nameSpellings = [
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'LocalHost:8080',
    'app.localhost',
    'a.b.localhost.',
    'localhost.localdomain',
  ],
  ...[
    'printer.local',
    'PRINTER.LOCAL.',
    'db.internal',
    'host.docker.internal',
    'metadata.google.internal',
    'nas.lan',
  ],
  ...[
    'router.home',
    'fritz.home.arpa',
    'wiki.corp',
    'wiki.intranet',
    'box.private',
    'intranet',
    'kubernetes',
    'router.',
  ],
  ...[
    'ｌｏｃａｌｈｏｓｔ',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'local%68ost',
    'l%6fcalhost',
    'loc\tal\nhost',
    'printer。local',
    'nas.ｌａｎ',
    'lo­calhost',
  ],
].map((host) => `http://${host}/`);

/** First and last addresses of ranges. */
const rangeSpellings = [
  ...[
    '10.255.255.255',
    '127.255.255.254',
    '127.1',
    '127.0.1',
    '0',
    '0x0',
    '017700000001',
    '0x7f.1',
    '0177.1',
    '2130706433',
  ],
  ...[
    '172.31.255.255',
    '192.168.255.255',
    '169.254.0.1',
    '100.127.255.255',
    '198.18.0.1',
    '198.19.255.255',
    '192.0.0.1',
  ],
  ...[
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[::0.0.0.1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[fe80::1]',
    '[febf::1]',
  ],
  ...[
    '[fec0::1]',
    '[ff02::1]',
    '[100::1]',
    '[2001:db8::1]',
    '[2001::1]',
    '[2001:10::1]',
    '[3fff::1]',
    '[64:ff9b:1::1]',
    '[::2:3]',
  ],
  ...['[::FFFF:7F00:1]', '[5f00::1]', '[fe80::1%25eth0]', '[4000::1]', '[e000::1]'],
].map((host) => `http://${host}/`);

const others = [
  ...['http://user:pass@localhost/', 'http://localhost\\@example.com/'],
  ...['http:127.0.0.1', 'http:/127.0.0.1', 'http:///127.0.0.1', 'https:localhost'],
  ...[
    'localhost:8000',
    '127.1:80',
    '[::1]:8080',
    'file:///etc/passwd',
    'http://256.0.0.1/',
    'http://1.2.3.4.5.6/',
    'ws://127.0.0.1/',
  ],
];

/** 200 and more addresses of this device or the networks around it, each spelled differently. */
export const privateSpellings: readonly string[] = [
  ...new Set([...hosts.flatMap(spellingsOf), ...nameSpellings, ...rangeSpellings, ...others]),
];
