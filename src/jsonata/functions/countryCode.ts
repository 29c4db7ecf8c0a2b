import { charge, cost } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

/** ISO 3166-1: the code, its name, and other names in use. */
const countries = `
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|AN Netherlands Antilles
AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Aland Islands|AZ Azerbaijan
BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin
BL Saint Barthelemy/St. Barthelemy|BM Bermuda|BN Brunei Darussalam/Brunei|BO Bolivia|BQ Caribbean Netherlands|BR Brazil|BS Bahamas|BT Bhutan
BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos (Keeling) Islands/Cocos Islands
CD Congo, Democratic Republic/Democratic Republic of the Congo|CF Central African Republic|CG Congo/Republic of the Congo|CH Switzerland
CI Cote d'Ivoire/Ivory Coast|CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cape Verde/Cabo Verde
CW Curacao|CX Christmas Island|CY Cyprus|CZ Czech Republic/Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic
DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji
FK Falkland Islands (Malvinas)/Falkland Islands|FM Micronesia, Federated States of/Micronesia|FO Faroe Islands|FR France|GA Gabon
GB United Kingdom/Great Britain/UK|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia
GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|GS South Georgia and Sandwich Isl./South Georgia and the South Sandwich Islands
GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong|HM Heard Island & Mcdonald Islands/Heard Island and McDonald Islands|HN Honduras
HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|IQ Iraq
IR Iran, Islamic Republic of/Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia
KI Kiribati|KM Comoros|KN Saint Kitts and Nevis/St. Kitts and Nevis|KP North Korea|KR Korea/South Korea|KW Kuwait|KY Cayman Islands
KZ Kazakhstan|LA Lao People's Democratic Republic/Laos|LB Lebanon|LC Saint Lucia/St. Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia
LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libyan Arab Jamahiriya/Libya|MA Morocco|MC Monaco|MD Moldova|ME Montenegro
MF Saint Martin/St. Martin|MG Madagascar|MH Marshall Islands|MK Macedonia/North Macedonia|ML Mali|MM Myanmar/Burma|MN Mongolia|MO Macao/Macau
MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia
MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands/The Netherlands|NO Norway
NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan
PL Poland|PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|PS Palestinian Territory, Occupied/Palestine|PT Portugal|PW Palau
PY Paraguay|QA Qatar|RE Reunion|RO Romania|RS Serbia|RU Russian Federation/Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands
SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia|SL Sierra Leone
SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST Sao Tome and Principe|SV El Salvador|SX Sint Maarten
SY Syrian Arab Republic/Syria|SZ Swaziland/Eswatini|TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo|TH Thailand
TJ Tajikistan|TK Tokelau|TL Timor-Leste/East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey/Türkiye|TT Trinidad and Tobago|TV Tuvalu
TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|UM United States Outlying Islands|US United States/United States of America/USA|UY Uruguay
UZ Uzbekistan|VA Holy See (Vatican City State)/Vatican City|VC Saint Vincent and Grenadines/Saint Vincent and the Grenadines|VE Venezuela
VG Virgin Islands, British/British Virgin Islands|VI Virgin Islands, U.S./US Virgin Islands|VN Vietnam/Viet Nam|VU Vanuatu
WF Wallis and Futuna|WS Samoa|YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe`

const codes = new Map(
  countries
    .trim()
    .split(/[|\n]/)
    .flatMap(country => {
      const code = country.slice(0, 2)
      return [code, ...country.slice(3).split('/')].map(name => [letters(name), code] as const)
    }),
)

/** Longer than any name in the table. */
const longest = 100

export const countryCode: PureFunction = {
  name: 'countryCode',
  summary: 'Converts the English name or the code of a country, in any case, to its two-letter code (ISO 3166).',
  signature: '<s-:s>',
  examples: [
    { expression: "$countryCode('Germany')", result: 'DE' },
    { expression: "$countryCode('de')", result: 'DE' },
    { expression: '$countryCode("côte d\'ivoire")', result: 'CI', note: 'only letters count, without accents' },
    { expression: "$countryCode('2024-05-01T12:34Z')", note: 'no country name has a digit' },
    { expression: "$countryCode('Atlantis')", note: 'absent if the value is not a country' },
  ],
  implementation: $countryCode,
}

export function $countryCode(name: string | undefined): string | undefined {
  if (name === undefined || name.length > longest) return undefined
  charge(name.length * cost.rewrittenCharacter)
  return /\d/.test(name) ? undefined : codes.get(letters(name))
}

function letters(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}
