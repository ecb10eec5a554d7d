import { describe, expect, it } from 'vitest';
import { call, hostileTexts } from '../testing/tool-context.ts';
import { convert } from './convert.ts';

const us = { locale: 'en-US' };
const answer = async (amount: string, to: string, locale = 'en-US') =>
  (await call(convert, { amount, to }, { locale })).content;

describe('convert', () => {
  it.each([
    ['5 foot 11', 'cm', '5 ft 11 in = 180.34 cm'],
    ['5\'11"', 'cm', '5 ft 11 in = 180.34 cm'],
    ["5'11", 'cm', '5 ft 11 in = 180.34 cm'],
    ['5 ft 11 in', 'metres', '5 ft 11 in = 1.8034 m'],
    ['5 foot 11 inches', 'cm', '5 ft 11 in = 180.34 cm'],
    ['6 foot 2', 'cm', '6 ft 2 in = 187.96 cm'],
    ['6 foot 2 in cm', 'cm', '6 ft 2 in = 187.96 cm'],
    ['10 in in cm', 'cm', '10 in = 25.4 cm'],
    ['90 minutes to hours', 'hours', '90 min = 1.5 h'],
    ['72 kg', 'pounds', '72 kg is about 158.733 lb'],
    ['11 stone 4', 'kg', '11 st 4 lb is about 71.6676 kg'],
    ['8 lb 3 oz', 'kg', '8 lb 3 oz is about 3.71379 kg'],
    ['40 pounds', 'kilograms', '40 lb is about 18.1437 kg'],
    ['250 grams', 'ounces', '250 g is about 8.81849 oz'],
    ['100 F', 'celsius', '100 °F is about 37.7778 °C'],
    ['100 fahrenheit', 'C', '100 °F is about 37.7778 °C'],
    ['20 degrees celsius', 'fahrenheit', '20 °C = 68 °F'],
    ['-40 C', 'F', '-40 °C = -40 °F'],
    ['minus 40 degrees', 'F', '-40 °C = -40 °F'],
    ['98.6 degrees', 'celsius', '98.6 °F = 37 °C'],
    ['300 K', 'C', '300 K = 26.85 °C'],
    ['3 cups', 'ml', '3 US cup is about 709.765 ml'],
    ['2 gallons', 'litres', '2 US gallon is about 7.57082 l'],
    ['60 mph', 'km/h', '60 mph = 96.56064 km/h'],
    ['100 km/h', 'miles per hour', '100 km/h is about 62.1371 mi/h'],
    ['26.2 miles', 'kilometres', '26.2 mi is about 42.1648 km'],
    ['10 km', 'miles', '10 km is about 6.21371 mi'],
    ['10 k', 'miles', '10 km is about 6.21371 mi'],
    ['6 inches', 'centimetres', '6 in = 15.24 cm'],
    ['30 metres', 'feet', '30 m is about 98.4252 ft'],
    ['half a mile', 'km', '0.5 mi = 0.804672 km'],
    ['a mile', 'furlongs', '1 mi = 8 furlong'],
    ['1 1/2 cups', 'tbsp', '1.5 US cup = 24 US tbsp'],
    ['½ cup', 'tsp', '0.5 US cup = 24 US tsp'],
    ['twelve inches', 'feet', '12 in = 1 ft'],
    ['1,500 metres', 'km', '1500 m = 1.5 km'],
    ['90 minutes', 'hours', '90 min = 1.5 h'],
    ['1 hour 30', 'minutes', '1 h 30 min = 90 min'],
    ['1h 30m', 'minutes', '1 h 30 min = 90 min'],
    ['an hour and a half', 'minutes', '1.5 h = 90 min'],
    ['two and a half hours', 'minutes', '2.5 h = 150 min'],
    ['71 inches', 'feet and inches', '71 in = 5 ft 11 in'],
    ['72 kg', 'stone and pounds', '72 kg is about 11 st 4.73 lb'],
    ['30 mpg', 'l/100km', '30 mpg (US) is about 7.84049 l/100 km'],
    ['5000 MB', 'GB', '5000 MB = 5 GB'],
    ['1 GiB', 'MiB', '1 GiB = 1024 MiB'],
    ['100 Mbps', 'MB/s', '100 Mbit/s = 12.5 MB/s'],
    ['3 sq ft', 'square metres', '3 ft² is about 0.278709 m²'],
    ['2 acres', 'hectares', '2 acre is about 0.809371 ha'],
    ['5 cubic feet', 'litres', '5 ft³ is about 141.584 l'],
    ['500 calories', 'kJ', '500 kcal = 2092 kJ'],
    ['180 degrees', 'radians', '180 ° is about 3.14159 rad'],
    ['30 psi', 'bar', '30 psi is about 2.06843 bar'],
    ['3 m 50', 'cm', '3 m 50 cm = 350 cm'],
  ])('%s to %s', async (amount, to, expected) => {
    expect(await answer(amount, to)).toBe(expected);
  });

  // As people write them.
  it.each([
    ['10 in.', 'cm', '10 in = 25.4 cm'],
    ['5 ft. 11 in.', 'cm', '5 ft 11 in = 180.34 cm'],
    ['10 lbs.', 'kg', '10 lb is about 4.53592 kg'],
    ['10 lbs', 'kgs', '10 lb is about 4.53592 kg'],
    ['100 °F', '°C', '100 °F is about 37.7778 °C'],
    ['100°F', 'deg c', '100 °F is about 37.7778 °C'],
    ['100 deg. F', 'deg. C', '100 °F is about 37.7778 °C'],
    ['100 degrees F', 'Celcius', '100 °F is about 37.7778 °C'],
    ['20 degrees centigrade', 'Farenheit', '20 °C = 68 °F'],
    ['20 Celsius degrees', 'fahrenheit', '20 °C = 68 °F'],
    ['3 sq. ft.', 'sq m', '3 ft² is about 0.278709 m²'],
    ['3 sqft', 'm²', '3 ft² is about 0.278709 m²'],
    ['3 square ft', 'sqm', '3 ft² is about 0.278709 m²'],
    ['3 sq meters', 'sq feet', '3 m² is about 32.2917 ft²'],
    ['60 m.p.h.', 'kph', '60 mph = 96.56064 km/h'],
    ['60 mph', 'kmh', '60 mph = 96.56064 km/h'],
    ['60 mph', 'km per hour', '60 mph = 96.56064 km/h'],
    ['60 mph', 'kilometers per hour', '60 mph = 96.56064 km/h'],
    ['60 mph', 'kilometres an hour', '60 mph = 96.56064 km/h'],
    ['60 miles an hour', 'km/h', '60 mph = 96.56064 km/h'],
    ['100 km/hr', 'mph', '100 km/h is about 62.1371 mph'],
    ['8 fl oz', 'ml', '8 US fl oz is about 236.588 ml'],
    ['8 fl. oz.', 'ml', '8 US fl oz is about 236.588 ml'],
    ['8 fluid ounces', 'mL', '8 US fl oz is about 236.588 ml'],
    ['2 tbsp.', 'mls', '2 US tbsp is about 29.5735 ml'],
    ['2 Tbsp', 'ml', '2 US tbsp is about 29.5735 ml'],
    ['2 tablespoons', 'millilitres', '2 US tbsp is about 29.5735 ml'],
    ['2 cups of flour', 'ml', '2 US cup is about 473.176 ml'],
    ['250 grams of butter', 'ounces', '250 g is about 8.81849 oz'],
    ['250 g of the butter', 'oz', '250 g is about 8.81849 oz'],
    ['a cup of coconut milk', 'ml', '1 US cup is about 236.588 ml'],
    ['one and a half cups', 'tbsp', '1.5 US cup = 24 US tbsp'],
    ['one cup and a half', 'tbsp', '1.5 US cup = 24 US tbsp'],
    ['2 and a half cups', 'tbsp', '2.5 US cup = 40 US tbsp'],
    ['three quarters of a cup', 'tbsp', '0.75 US cup = 12 US tbsp'],
    ['three-quarters of a cup', 'tbsp', '0.75 US cup = 12 US tbsp'],
    ['3/4 cup', 'tbsp', '0.75 US cup = 12 US tbsp'],
    ['3/4 of a cup', 'tbsp', '0.75 US cup = 12 US tbsp'],
    ['a quarter cup', 'tbsp', '0.25 US cup = 4 US tbsp'],
    ['a third of a cup', 'tbsp', '1/3 US cup is about 5.33333 US tbsp'],
    ['half a cup', 'tbsp', '0.5 US cup = 8 US tbsp'],
    ['a half cup', 'tbsp', '0.5 US cup = 8 US tbsp'],
    ['half cup', 'tbsp', '0.5 US cup = 8 US tbsp'],
    ['2½ cups', 'tbsp', '2.5 US cup = 40 US tbsp'],
    ['2 1/2 cups', 'tbsp', '2.5 US cup = 40 US tbsp'],
    ['a dozen inches', 'cm', '12 in = 30.48 cm'],
    ['two dozen inches', 'cm', '24 in = 60.96 cm'],
    ['twenty-five miles', 'km', '25 mi = 40.2336 km'],
    ['a hundred miles', 'km', '100 mi = 160.9344 km'],
    ['10 km', 'to miles', '10 km is about 6.21371 mi'],
    ['10 km', 'in miles', '10 km is about 6.21371 mi'],
    ['10 km', 'into miles', '10 km is about 6.21371 mi'],
    ['10 km', 'as miles', '10 km is about 6.21371 mi'],
    ['10 km', 'miles?', '10 km is about 6.21371 mi'],
    ['10 km', 'mi.', '10 km is about 6.21371 mi'],
    ['10 kms', 'Miles', '10 km is about 6.21371 mi'],
    ['10 Kilometers', 'MILES', '10 km is about 6.21371 mi'],
    ['10 km of road', 'miles', '10 km is about 6.21371 mi'],
    ['3.5 thousand metres', 'km', '3500 m = 3.5 km'],
    ['2 million bytes', 'MB', '2000000 B = 2 MB'],
    ['5 foot 11', 'centimeters', '5 ft 11 in = 180.34 cm'],
    ['5 feet 2', 'cm', '5 ft 2 in = 157.48 cm'],
    ['5 feet, 11 inches', 'cm', '5 ft 11 in = 180.34 cm'],
    ['5 feet and 11 inches', 'cm', '5 ft 11 in = 180.34 cm'],
    ['6ft', 'cm', '6 ft = 182.88 cm'],
    ["6'", 'cm', '6 ft = 182.88 cm'],
    ['5ft11', 'cm', '5 ft 11 in = 180.34 cm'],
    ['5 \' 11 "', 'cm', '5 ft 11 in = 180.34 cm'],
    ['5’11”', 'cm', '5 ft 11 in = 180.34 cm'],
    ['10 stones', 'kgs', '10 st is about 63.5029 kg'],
    ['10 st', 'kilos', '10 st is about 63.5029 kg'],
    ['3 kilobytes', 'bits', '3 kB = 24000 bit'],
    ['2 hrs', 'mins', '2 h = 120 min'],
    ['2 hrs.', 'minutes', '2 h = 120 min'],
    ['90 mins', 'hrs', '90 min = 1.5 h'],
    ['45 secs', 'min', '45 s = 0.75 min'],
    ['2 days', 'hours', '2 d = 48 h'],
    ['3 gal', 'l', '3 US gallon is about 11.3562 l'],
    ['3 gals', 'liters', '3 US gallon is about 11.3562 l'],
    ['2 pts', 'ml', '2 US pint is about 946.353 ml'],
    ['2 qts', 'l', '2 US quart is about 1.89271 l'],
    ['5 m3', 'litres', '5 m³ = 5000 l'],
    ['5 cubic m', 'l', '5 m³ = 5000 l'],
    ['5 cu ft', 'l', '5 ft³ is about 141.584 l'],
    ['5 meters squared', 'sq ft', '5 m² is about 53.8196 ft²'],
    ['100 kms per hour', 'mph', '100 km/h is about 62.1371 mph'],
    ['10 m/s', 'kph', '10 m/s = 36 km/h'],
    ['10 metres per second', 'km/h', '10 m/s = 36 km/h'],
    ['1 nautical miles', 'km', '1 nmi = 1.852 km'],
    ['500 kcals', 'kJ', '500 kcal = 2092 kJ'],
    ['100 hp', 'kilowatts', '100 hp is about 74.57 kW'],
    ['30 p.s.i.', 'bar', '30 psi is about 2.06843 bar'],
    ['1 metric tonne', 'lbs', '1 t is about 2204.62 lb'],
    ['2 US gallons', 'litres', '2 US gallon is about 7.57082 l'],
    ['2 imperial pints', 'ml', '2 UK pint is about 1136.52 ml'],
    ['20 c', 'f', '20 °C = 68 °F'],
    ['20C', 'F', '20 °C = 68 °F'],
    ['-5 degrees celsius', 'fahrenheit', '-5 °C = 23 °F'],
    ['minus five celsius', 'fahrenheit', '-5 °C = 23 °F'],
  ])('understands %s to %s', async (amount, to, expected) => {
    expect(await answer(amount, to)).toBe(expected);
  });

  it('takes UK measures for a UK locale and says so', async () => {
    expect(await answer('1 pint', 'ml', 'en-GB')).toBe('1 UK pint is about 568.261 ml');
    expect(await answer('1 pint', 'ml', 'en-US')).toBe('1 US pint is about 473.176 ml');
    expect(await answer('1 imperial gallon', 'litres', 'en-US')).toBe('1 UK gallon = 4.54609 l');
  });

  it.each([
    ['5 kg', 'km', '5 kg measures weight, "km" measures length'],
    ['5 parsnips', 'km', '"parsnips" is not a unit'],
    ['5 km', 'parsnips', '"parsnips" is not a unit'],
    ['kg', 'lb', 'does not start with a number'],
    ['5', 'lb', 'a number without a unit'],
    ['2 cups of gallons', 'ml', '"cups of gallons" is not a unit'],
    ['2 cups flour', 'ml', '"cups flour" is not a unit'],
    ['2 cups of flour in grams', 'ml', 'is not a unit'],
    ['5 below zero celsius', 'F', 'is not a unit'],
    ['1,5 thousand m', 'km', 'write decimals with a dot'],
    ['', 'cm', 'The amount is empty'],
    ['50 dollars', 'euros', 'exchange rates are not on this device'],
    ['1e999999 m', 'km', 'too large or too small'],
    ['-500 C', 'F', 'below absolute zero'],
    ['0 mpg', 'l/100km', 'has no value'],
    ['1,5 km', 'm', 'write decimals with a dot'],
    ['5 km 3 kg', 'm', 'mixes units'],
    ['1/0 cup', 'ml', 'divides by zero'],
    ['📏', 'cm', 'does not start with a number'],
    ['72 kg', 'constructor', '"constructor" is not a unit'],
    ['9'.repeat(200), 'km', 'at most 120 are allowed'],
  ])('refuses %s to %s and says why', async (amount, to, reason) => {
    const outcome = await call(convert, { amount, to }, us);
    expect(outcome).toMatchObject({ failed: true, content: expect.stringContaining(reason) });
  });

  it('shows what it understood', async () => {
    expect((await call(convert, { amount: '5 foot 11', to: 'centimetres' })).understood).toBe(
      '5 ft 11 in → cm',
    );
  });

  it('reads through marks of direction', async () => {
    expect(await answer('5\u200F km', '\u202Emetres')).toBe('5 km = 5000 m');
  });

  it.each(hostileTexts)('survives %j', async (text) => {
    expect((await call(convert, { amount: text, to: 'km' })).failed).toBe(true);
    expect((await call(convert, { amount: '1 km', to: text })).failed).toBe(true);
    expect((await call(convert, { amount: `1 ${text}`, to: text })).content).not.toBe('');
  });
});
