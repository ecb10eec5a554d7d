"""Places, countries, currencies and languages with the codes that APIs want."""

US_CITIES = [
    line.split(",")
    for line in """Austin,Texas,TX
Denver,Colorado,CO
Seattle,Washington,WA
Boston,Massachusetts,MA
Chicago,Illinois,IL
Miami,Florida,FL
San Francisco,California,CA
Los Angeles,California,CA
New York,New York,NY
Portland,Oregon,OR
Phoenix,Arizona,AZ
Nashville,Tennessee,TN
Atlanta,Georgia,GA
Detroit,Michigan,MI
Philadelphia,Pennsylvania,PA
Houston,Texas,TX
Dallas,Texas,TX
San Diego,California,CA
Minneapolis,Minnesota,MN
New Orleans,Louisiana,LA
Salt Lake City,Utah,UT
Las Vegas,Nevada,NV
Baltimore,Maryland,MD
Cleveland,Ohio,OH
Tampa,Florida,FL
Santa Fe,New Mexico,NM
Boise,Idaho,ID
Omaha,Nebraska,NE
Honolulu,Hawaii,HI
Charlotte,North Carolina,NC
Oakland,California,CA
Madison,Wisconsin,WI
St. Louis,Missouri,MO
Berkeley,California,CA
Sacramento,California,CA
Fresno,California,CA
Orlando,Florida,FL
Tucson,Arizona,AZ
Raleigh,North Carolina,NC
Richmond,Virginia,VA
Columbus,Ohio,OH
Cincinnati,Ohio,OH
Indianapolis,Indiana,IN
Milwaukee,Wisconsin,WI
Kansas City,Missouri,MO
Albuquerque,New Mexico,NM
El Paso,Texas,TX
San Antonio,Texas,TX
Louisville,Kentucky,KY
Memphis,Tennessee,TN
Providence,Rhode Island,RI
Hartford,Connecticut,CT
Buffalo,New York,NY
Pittsburgh,Pennsylvania,PA
Anchorage,Alaska,AK
Spokane,Washington,WA
Savannah,Georgia,GA
Des Moines,Iowa,IA
Little Rock,Arkansas,AR
Palo Alto,California,CA""".splitlines()
]

WORLD_CITIES = [
    line.split(",")
    for line in """Paris,France
Berlin,Germany
Madrid,Spain
Rome,Italy
Vienna,Austria
Lisbon,Portugal
Dublin,Ireland
London,United Kingdom
Oslo,Norway
Stockholm,Sweden
Tokyo,Japan
Kyoto,Japan
Seoul,South Korea
Bangkok,Thailand
Hanoi,Vietnam
Mumbai,India
Cairo,Egypt
Nairobi,Kenya
Lima,Peru
Santiago,Chile
Buenos Aires,Argentina
Toronto,Canada
Vancouver,Canada
Sydney,Australia
Auckland,New Zealand
Prague,Czech Republic
Warsaw,Poland
Athens,Greece
Istanbul,Turkey
Munich,Germany
Barcelona,Spain
Zurich,Switzerland
Geneva,Switzerland
Hamburg,Germany
Lyon,France
Marseille,France
Milan,Italy
Naples,Italy
Seville,Spain
Porto,Portugal
Edinburgh,United Kingdom
Manchester,United Kingdom
Copenhagen,Denmark
Helsinki,Finland
Budapest,Hungary
Krakow,Poland
Beijing,China
Shanghai,China
Osaka,Japan
Jakarta,Indonesia
Manila,Philippines
Delhi,India
Dubai,United Arab Emirates
Cape Town,South Africa
Lagos,Nigeria
Montreal,Canada
Mexico City,Mexico
Bogota,Colombia
Sao Paulo,Brazil
Melbourne,Australia""".splitlines()
]

COUNTRIES = {
    "France": "FR", "Germany": "DE", "Spain": "ES", "Italy": "IT", "Austria": "AT", "Portugal": "PT", "Ireland": "IE",
    "the United Kingdom": "GB", "Norway": "NO", "Sweden": "SE", "Japan": "JP", "South Korea": "KR", "Thailand": "TH",
    "Vietnam": "VN", "India": "IN", "Egypt": "EG", "Kenya": "KE", "Peru": "PE", "Chile": "CL", "Argentina": "AR",
    "Canada": "CA", "Australia": "AU", "New Zealand": "NZ", "Poland": "PL", "Greece": "GR", "Turkey": "TR", "Brazil": "BR",
    "Mexico": "MX", "the United States": "US", "China": "CN", "South Africa": "ZA", "Switzerland": "CH", "Finland": "FI",
}

CURRENCIES = {
    "USD": ["US dollars", "dollars", "USD"], "EUR": ["euros", "EUR", "euro"], "GBP": ["British pounds", "pounds sterling", "GBP"],
    "JPY": ["Japanese yen", "yen", "JPY"], "CHF": ["Swiss francs", "CHF"], "INR": ["Indian rupees", "rupees", "INR"],
    "CAD": ["Canadian dollars", "CAD"], "AUD": ["Australian dollars", "AUD"], "CNY": ["Chinese yuan", "yuan", "CNY"],
    "SEK": ["Swedish kronor", "SEK"], "BRL": ["Brazilian reais", "BRL"], "MXN": ["Mexican pesos", "MXN"],
    "KRW": ["Korean won", "KRW"], "PLN": ["Polish zloty", "PLN"],
}

LANGUAGES = {
    "English": "en", "French": "fr", "German": "de", "Spanish": "es", "Italian": "it", "Portuguese": "pt", "Japanese": "ja",
    "Korean": "ko", "Dutch": "nl", "Swedish": "sv", "Polish": "pl", "Turkish": "tr", "Russian": "ru", "Arabic": "ar", "Hindi": "hi",
}

FIRST_NAMES = """Anna Ben Clara David Elena Farid Grace Hugo Irene Jonas Kira Liam Maya Nora Omar Priya Quentin Rosa Samuel Tara
Umar Vera Wei Yusuf Zoe Marcus Ingrid Pablo Aiko Chidi Fatima Leon Sofia Ravi Dmitri Hannah Lucia Mateo""".split()
LAST_NAMES = """Fischer Okafor Nguyen Rossi Haddad Kowalski Lindgren Moreau Patel Quinn Sato Torres Varga Weber Xu Yilmaz Zeller Brooks
Carter Delgado Evans Garcia Holm Ibrahim Jensen Keller Larsen Mensah Novak Ortiz Park Reyes""".split()
