import type { PureFunction } from './pureFunction.ts'

/**
 * What most user agents say, not what all of them do: the order matters, since browsers name those they descend from,
 * and systems those that they imitate. Names and versions are those that ua-parser-js has made common.
 */
export const userAgent: PureFunction = {
  name: 'userAgent',
  summary: 'The browser, the operating system and the device that a user agent tells of.',
  signature: '<x-:o>',
  examples: [
    {
      expression: '$userAgent(context.userAgent)',
      input: {
        context: {
          userAgent:
            'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36 Edg/123.0.2420.65',
        },
      },
      result: { browser: { name: 'Edge', version: '123.0.2420.65' }, os: { name: 'Windows', version: '10' } },
    },
    {
      expression:
        "$userAgent('Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1')",
      result: {
        browser: { name: 'Mobile Safari', version: '17.4' },
        os: { name: 'iOS', version: '17.4' },
        device: { vendor: 'Apple', model: 'iPhone', type: 'mobile' },
      },
    },
    {
      expression:
        "$userAgent('Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.6261.64 Mobile Safari/537.36').device",
      result: { vendor: 'Samsung', model: 'SM-S918B', type: 'mobile' },
    },
    { expression: "$userAgent('curl/8.6.0')", result: {}, note: 'what it does not tell is left out' },
    { expression: '$userAgent(context.userAgent)', input: {} },
  ],
  implementation(value: unknown): object | undefined {
    if (typeof value !== 'string') return undefined
    const text = value.slice(0, longest)
    const browser = (ownBrowser.test(text) ? named(ownBrowsers, text) : undefined) ?? named(browsers, text)
    const [os, device] = [osOf(text), deviceOf(text)]
    return { ...(browser && { browser }), ...(os && { os }), ...(device && { device }) }
  },
}

/** Longer user agents are cut, so that no expression has much to go through. */
const longest = 512

/** A name, and how it is written; the first group is the version. */
type Rule = readonly [name: string, pattern: RegExp]

/** Browsers that name themselves. */
const ownBrowsers: readonly Rule[] = [
  ['Chrome', /\bCriOS\/([\w.]+)/],
  ['Edge', /\bEdg(?:e|iOS|A)?\/([\w.]+)/],
  ['Opera Mini', /\bOpera Mini\/([\w.]+)/],
  ['Opera', /\b(?:OPR|Opera)[/ ]([\w.]+)/],
  ['Silk', /\bSilk\/([\w.]+)/],
  ['Vivaldi', /\bVivaldi\/([\w.]+)/],
  ['Brave', /\bBrave\/([\w.]+)/],
  ['DuckDuckGo', /\bDuckDuckGo\/([\w.]+)/],
  ['UCBrowser', /\bUC ?Browser\/([\w.]+)/],
  ['WeChat', /\bMicroMessenger\/([\w.]+)/],
  ['IE', /\bTrident\/.*\brv:([\w.]+)/],
  ['IE', /\bMSIE ([\w.]+)/],
  ['Yandex', /\bYaBrowser\/([\w.]+)/],
  ['MIUI Browser', /\bMiuiBrowser\/([\w.]+)/],
  ['Firefox', /\bFxiOS\/([\w.]+)/],
  ['Samsung Browser', /\bSamsungBrowser\/([\w.]+)/],
  ['Huawei Browser', /\bHuaweiBrowser\/([\w.]+)/],
  ['Electron', /\bElectron\/([\w.]+) Safari/],
  ['Facebook', /;FBAV\/([\w.]+);/],
  ['Instagram', /\bInstagram[/ ]([\w.]+)/],
  ['GSA', /\bGSA\/([\w.]+)/],
  ['Chrome Headless', /\bHeadlessChrome\/([\w.]+)/],
]

/** Most user agents name none of them: one look tells. */
const ownBrowser = new RegExp(ownBrowsers.map(([, pattern]) => pattern.source).join('|'))

/** What else they are, by what they descend from. */
const browsers: readonly Rule[] = [
  ['Chrome WebView', /; wv\).*\bChrome\/([\w.]+)/],
  ['Android Browser', /\bAndroid\b.* Version\/([\w.]+)/],
  ['Chrome', /\bChrome\/([\w.]+)/],
  ['Mobile Safari', /\bVersion\/([\w.]+) .*Mobile\/\w+ Safari/],
  ['Safari', /\bVersion\/([\w.]+) .*Safari/],
  ['Firefox', /\bFirefox\/([\w.]+)/],
  ['WebKit', /\bAppleWebKit\/([\w.]+)/],
]

const systems: readonly Rule[] = [
  ['Windows Phone', /\bWindows Phone(?: OS)?[ /]?([\d.]*)/],
  ['Windows', /\bWindows(?: NT ([\d.]+))?/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b(?:.* OS (\w+) like Mac)?/],
  ['iOS', /\bCFNetwork\/.*Darwin()/],
  ['Mac OS', /\bMac OS X ?([\w.]*)/],
  ['Mac OS', /\bMacintosh()/],
  ['Android', /\bAndroid[ /-]?([\d.]*)/],
  ['webOS', /\bWeb0S\b()/],
  ['Tizen', /\bTizen[ /]([\w.]+)/],
  ['KaiOS', /\bKAIOS\/([\w.]+)/i],
  ['Chromium OS', /\bCrOS \w+ ([\w.]+)/],
  ['Ubuntu', /\bUbuntu(?:[ /-]([\d.]+))?/],
  ['Fedora', /\bFedora(?:[ /-]([\d.]+))?/],
  ['Linux', /\bLinux\b()/],
]

/** The names that people know the versions of Windows NT by. */
const windows = new Map([
  ['5.1', 'XP'],
  ['5.2', 'XP'],
  ['6.0', 'Vista'],
  ['6.1', '7'],
  ['6.2', '8'],
  ['6.3', '8.1'],
  ['10.0', '10'],
])

/** Who makes the Android device of a model. */
const vendors: readonly Rule[] = [
  ['Samsung', /^(?:SAMSUNG |S[CGP]H-|GT-|SM-|Galaxy)/i],
  ['LG', /^Nexus [45]/],
  ['Google', /^(?:Pixel|Nexus)/],
  ['Xiaomi', /^(?:Redmi|Mi |MI |POCO)/i],
  ['Huawei', /^(?:HUAWEI|HONOR)/i],
  ['OPPO', /^(?:CPH\d|OPPO)/],
  ['Realme', /^RMX\d/],
  ['Vivo', /^(?:vivo|V[12]\d{3})/],
  ['OnePlus', /^(?:ONEPLUS|KB2005|IN20|BE20)/i],
  ['Motorola', /^(?:moto|XT\d{3})/i],
  ['LG', /^(?:LM-|LG)/],
  ['Nokia', /^Nokia/],
  ['Sony', /^(?:XQ-|SO-|SOV|[C-G]\d{4}$)/],
  ['Amazon', /^KF[A-Z]/],
  ['Lenovo', /^Lenovo /],
]

interface Named {
  readonly name: string
  readonly version?: string
}

function named(rules: readonly Rule[], text: string): Named | undefined {
  for (const [name, pattern] of rules) {
    const found = pattern.exec(text)
    if (found) return found[1] ? { name, version: found[1] } : { name }
  }
  return undefined
}

function osOf(text: string): Named | undefined {
  const os = named(systems, text)
  if (os?.version === undefined) return os
  const { name, version } = os
  return { name, version: name === 'Windows' ? (windows.get(version) ?? version) : version.replaceAll('_', '.') }
}

interface Device {
  readonly vendor?: string
  readonly model?: string
  readonly type?: 'mobile' | 'tablet' | 'smarttv'
}

function deviceOf(text: string): Device | undefined {
  const apple =
    /\b(?:iPhone|iPad|iPod)\d+,\d+/.exec(text)?.[0] ?? /\((iPhone|iPad|iPod(?: touch)?|Macintosh)\b/.exec(text)?.[1]
  if (apple === 'Macintosh') return { vendor: 'Apple', model: apple }
  if (apple) return { vendor: 'Apple', model: apple, type: apple.startsWith('iPad') ? 'tablet' : 'mobile' }
  if (/\b(?:SMART-TV|SmartTV|Smart TV|Android TV|Apple ?TV)\b/.test(text)) return { type: 'smarttv' }
  const android = androidModel.exec(text)?.[1]
  if (android === undefined) return undefined
  if (android === 'Mobile' || android === 'Tablet') return { type: android === 'Mobile' ? 'mobile' : 'tablet' }
  const vendor = named(vendors, android)?.name
  const model = android.replace(/^(?:SAMSUNG|HUAWEI|Nokia|Lenovo) /, '')
  return { ...(vendor && { vendor }), model, ...androidType(model, text, vendor) }
}

/** A language may stand before the model, and Firefox says what kind of device it is instead. */
const androidModel = /\bAndroid [^;)]*; (?:[a-z]{2}-[A-Za-z]{2}; )?([^;)]+?)(?: Build\b|[;)])/

/** Browsers say `Mobile` on phones only; apps say nothing, and their web views say it on tablets too. */
function androidType(model: string, text: string, vendor: string | undefined): Pick<Device, 'type'> {
  if (/^SM-[PTX]/.test(model)) return { type: 'tablet' }
  if (/\bMobile\b/.test(text)) return { type: 'mobile' }
  if (text.startsWith('Mozilla/')) return { type: 'tablet' }
  return vendor ? { type: 'mobile' } : {}
}
