const day = '(?:0[1-9]|[12]\\d|3[01])';
const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const date = `(?:\\d{4}-(?:(?:0[13578]|1[02])-${day}|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|${leapYear}-02-29)`;
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const byte = '(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const uriChar = "(?:[a-zA-Z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-fA-F]{2})";
const atom = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+";

/**
 * Formats of text that a grammar holds to, as patterns. Each is within its standard and leaves out what nobody writes: leap seconds and
 * small `t` and `z` (RFC 3339), quoted local parts and addresses by number (RFC 5321), and of RFC 3986 all but absolute
 * addresses with a host name. Any other format is an annotation, as JSON Schema 2020-12 has it.
 */
export const stringFormats: Readonly<Record<string, string>> = {
  date: `^${date}$`,
  time: `^${time}$`,
  'date-time': `^${date}T${time}$`,
  email: `^${atom}(?:\\.${atom})*@${label}(?:\\.${label})+$`,
  uuid: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  ipv4: `^${byte}(?:\\.${byte}){3}$`,
  uri: `^[a-zA-Z][a-zA-Z0-9+.-]{0,19}://${label}(?:\\.${label})*(?::\\d{1,5})?(?:[/?]${uriChar}*)?(?:#${uriChar}*)?$`,
};
