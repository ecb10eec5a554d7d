/**
 * Units by exact definition: international yard and pound (1959), SI (9th brochure), NIST SP 811 and Handbook 44,
 * UK Weights and Measures Act 1985, IEC 80000-13. Each row: dimension, symbol for output, factor to the base unit
 * (a decimal, or `a/b`), then the names people write, singular; a plural -s is understood.
 * Base units: m, kg, s, K, bit, rad/pi, J, Pa, N.
 */
export const unitRows = `
length | mm | 0.001 | millimetre, millimeter
length | cm | 0.01 | centimetre, centimeter, cms
length | dm | 0.1 | decimetre, decimeter
length | m | 1 | metre, meter
length | km | 1000 | kilometre, kilometer, kms, k
length | µm | 0.000001 | um, micron, micrometre, micrometer, μm
length | nm | 0.000000001 | nanometre, nanometer
length | in | 0.0254 | inch, inches, ", ″, ”, ''
length | ft | 0.3048 | foot, feet, ', ′, ’
length | yd | 0.9144 | yard, yds
length | mi | 1609.344 | mile
length | nmi | 1852 | nautical mile, sea mile
length | furlong | 201.168 |
length | chain | 20.1168 |
length | fathom | 1.8288 |
length | hand | 0.1016 |
length | au | 149597870700 | astronomical unit
length | ly | 9460730472580800 | light year, light-year, lightyear
mass | mg | 0.000001 | milligram, milligramme
mass | µg | 0.000000001 | ug, mcg, microgram, μg
mass | g | 0.001 | gram, gramme, gr, gm
mass | kg | 1 | kilogram, kilogramme, kilo, kgs
mass | t | 1000 | tonne, metric ton, metric tonne
mass | lb | 0.45359237 | pound, lbs
mass | oz | 0.028349523125 | ounce
mass | st | 6.35029318 | stone
mass | US ton | 907.18474 | short ton
mass | UK ton | 1016.0469088 | long ton, imperial ton
mass | ct | 0.0002 | carat
mass | grain | 0.00006479891 |
mass | troy oz | 0.0311034768 | troy ounce
time | ns | 0.000000001 | nanosecond
time | µs | 0.000001 | us, microsecond, μs
time | ms | 0.001 | millisecond
time | s | 1 | second, sec
time | min | 60 | minute
time | h | 3600 | hour, hr
time | d | 86400 | day
time | wk | 604800 | week
time | fortnight | 1209600 |
time | month | 2629746 | average month
time | yr | 31556952 | year
time | decade | 315569520 |
time | century | 3155695200 | centuries
length2 | m² | 1 | m2, m^2, sqm, square metre, square meter
length2 | cm² | 0.0001 | cm2, cm^2, square centimetre, square centimeter
length2 | mm² | 0.000001 | mm2, mm^2, square millimetre, square millimeter
length2 | km² | 1000000 | km2, km^2, square kilometre, square kilometer
length2 | ha | 10000 | hectare
length2 | acre | 4046.8564224 | ac
length2 | ft² | 0.09290304 | ft2, ft^2, sqft, square foot, square feet
length2 | in² | 0.00064516 | in2, in^2, sqin, square inch, square inches
length2 | yd² | 0.83612736 | yd2, yd^2, square yard
length2 | mi² | 2589988.110336 | mi2, mi^2, square mile
length3 | m³ | 1 | m3, m^3, cubic metre, cubic meter
length3 | cm³ | 0.000001 | cm3, cm^3, cc, ccm, cubic centimetre, cubic centimeter
length3 | ft³ | 0.028316846592 | ft3, ft^3, cubic foot, cubic feet
length3 | in³ | 0.000016387064 | in3, in^3, cubic inch, cubic inches
length3 | yd³ | 0.764554857984 | yd3, yd^3, cubic yard
length3 | ml | 0.000001 | millilitre, milliliter, mil
length3 | cl | 0.00001 | centilitre, centiliter
length3 | dl | 0.0001 | decilitre, deciliter
length3 | l | 0.001 | litre, liter, ltr
length3 | US tsp | 0.00000492892159375 | tsp, teaspoon
length3 | US tbsp | 0.00001478676478125 | tbsp, tablespoon, tbs
length3 | US cup | 0.0002365882365 | cup
length3 | metric cup | 0.00025 |
length3 | US fl oz | 0.0000295735295625 | us fluid ounce
length3 | US pint | 0.000473176473 |
length3 | US quart | 0.000946352946 |
length3 | US gallon | 0.003785411784 |
length3 | UK fl oz | 0.0000284130625 | imperial fluid ounce, uk fluid ounce, imperial fl oz
length3 | UK pint | 0.00056826125 | imperial pint
length3 | UK quart | 0.0011365225 | imperial quart
length3 | UK gallon | 0.00454609 | imperial gallon
length3 | barrel | 0.158987294928 | oil barrel, bbl
speed | km/h | 1/3.6 | kmh, kph, kmph, kilometre an hour, kilometer an hour
speed | m/s | 1 | mps
speed | mph | 0.44704 | mi/h, mile an hour
speed | knot | 1852/3600 | kn, kt, kts
speed | ft/s | 0.3048 | fps
speed | c₀ | 299792458 | speed of light
data | bit | 1 | b
data | kbit | 1000 | kb, kilobit
data | Mbit | 1000000 | Mb, megabit
data | Gbit | 1000000000 | Gb, gigabit
data | Tbit | 1000000000000 | Tb, terabit
data | B | 8 | byte
data | kB | 8000 | KB, kilobyte
data | MB | 8000000 | mb, megabyte, meg
data | GB | 8000000000 | gb, gigabyte, gig
data | TB | 8000000000000 | tb, terabyte
data | PB | 8000000000000000 | pb, petabyte
data | KiB | 8192 | kib, kibibyte
data | MiB | 8388608 | mib, mebibyte
data | GiB | 8589934592 | gib, gibibyte
data | TiB | 8796093022208 | tib, tebibyte
rate | kbit/s | 1000 | kbps
rate | Mbit/s | 1000000 | mbps, Mb/s
rate | Gbit/s | 1000000000 | gbps, Gb/s
rate | MB/s | 8000000 | MBps
angle | ° | 1/180 | deg, degree, arc degree
angle | rad | 1/3.14159265358979323846264338327950288 | radian
angle | turn | 2 | revolution
energy | J | 1 | joule
energy | kJ | 1000 | kilojoule
energy | MJ | 1000000 | megajoule
energy | cal | 4.184 | small calorie
energy | kcal | 4184 | kilocalorie, Cal, calorie, food calorie
energy | Wh | 3600 | watt hour, watt-hour
energy | kWh | 3600000 | kilowatt hour, kilowatt-hour
energy | BTU | 1055.05585262 | british thermal unit
power | W | 1 | watt
power | kW | 1000 | kilowatt
power | MW | 1000000 | megawatt
power | hp | 745.69987158227022 | horsepower
power | PS | 735.49875 | metric horsepower
pressure | Pa | 1 | pascal
pressure | hPa | 100 | hectopascal
pressure | kPa | 1000 | kilopascal
pressure | mbar | 100 | millibar
pressure | bar | 100000 |
pressure | atm | 101325 | atmosphere
pressure | psi | 6894.757293168361 | pound per square inch
pressure | mmHg | 133.322387415 | torr
force | N | 1 | newton
force | kN | 1000 | kilonewton
force | lbf | 4.4482216152605 | pound force, pound-force
force | kgf | 9.80665 | kilogram force
frequency | Hz | 1 | hertz
frequency | kHz | 1000 | kilohertz
frequency | MHz | 1000000 | megahertz
frequency | GHz | 1000000000 | gigahertz
frequency | rpm | 1/60 |
`;
