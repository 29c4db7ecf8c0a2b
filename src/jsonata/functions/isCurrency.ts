import type { PureFunction } from './pureFunction.ts'

/** ISO 4217, with funds, metals, and withdrawn codes that still occur in data. */
const codes = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
   CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
   HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
   MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
   RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
   USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR
   ZMW ZWC ZWG ZWL`.split(/\s+/),
)

export const isCurrency: PureFunction = {
  name: 'isCurrency',
  summary: 'True for a currency code (ISO 4217) in upper case.',
  signature: '<x-:b>',
  examples: [
    { expression: "$isCurrency('EUR')", result: true },
    { expression: "$isCurrency('eur')", result: false },
    { expression: "$isCurrency($uppercase('eur'))", result: true },
    { expression: '$isCurrency(properties.currency)', input: { properties: { currency: 978 } }, result: false },
  ],
  implementation: $isCurrency,
}

export function $isCurrency(value: unknown): boolean {
  return typeof value === 'string' && value.length === 3 && codes.has(value)
}
