import { describe, expect, test } from 'vitest'
import { known, propertiesOf } from './mixpanel.ts'

describe('properties from the context', () => {
  const properties = (context: object) => propertiesOf({ ...known, type: 'track', event: 'E', context })

  test('have their Mixpanel names', () => {
    expect(
      properties({
        app: { name: 'A', version: '1', build: '2', namespace: 'com.a', platform: 'rn' },
        campaign: { name: 'n', source: 's', medium: 'm', term: 't', content: 'c' },
        device: { type: 'ios', name: 'n', manufacturer: 'm', model: 'mo', idfa: 'idfa', adTrackingEnabled: true },
        library: { name: 'lib', version: '3' },
        locale: 'en-GB',
        location: { country: 'GB' },
        network: { bluetooth: true, cellular: false, wifi: true, carrier: 'c' },
        os: { name: 'iOS', version: '17' },
        page: { url: 'https://x.test/', referrer: 'https://y.test/' },
        screen: { width: 1, height: 2, density: 3 },
        timezone: 'Europe/London',
        userAgentData: {
          mobile: true,
          platform: 'iOS',
          bitness: '64',
          platformVersion: '17',
          uaFullVersion: '1',
          wow64: false,
        },
      }),
    ).toMatchObject({
      $app_name: 'A',
      $app_version_string: '1',
      $app_build_number: '2',
      $app_namespace: 'com.a',
      app_platform: 'rn',
      utm_campaign: 'n',
      utm_source: 's',
      utm_medium: 'm',
      utm_term: 't',
      utm_content: 'c',
      $device_type: 'ios',
      $device: 'n',
      $device_name: 'n',
      $manufacturer: 'm',
      $model: 'mo',
      $ios_ifa: 'idfa',
      ad_tracking_enabled: 'true',
      mp_lib: 'callmap: lib',
      $lib_version: '3',
      $locale: 'en-GB',
      mp_country_code: 'GB',
      $bluetooth_enabled: true,
      $cellular_enabled: false,
      $wifi_enabled: true,
      $carrier: 'c',
      $os: 'iOS',
      $os_version: '17',
      $current_url: 'https://x.test/',
      $referrer: 'https://y.test/',
      $screen_width: 1,
      $screen_height: 2,
      $screen_density: 3,
      timezone: 'Europe/London',
      $mobile: true,
      $platform: 'iOS',
      $bitness: '64',
      $platformVersion: '17',
      $uaFullVersion: '1',
      $wow64: false,
    })
  })

  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  test.for<[userAgent: string, browser: string, version: string | undefined]>([
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/122.0.6261.57 Safari/537.36`, 'Chrome', '122.0.6261.57'],
    [`${iphone} CriOS/122.0.6261.51 Mobile/15E148 Safari/604.1`, 'Chrome iOS', '122.0.6261.51'],
    [`${iphone} Version/17.3 Mobile/15E148 Safari/604.1`, 'Mobile Safari', '17.3'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2.1 Safari/605.1.15',
      'Safari',
      '17.2.1',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/122.0.0.0 Safari/537.36 Edg/121.0.2277.128`,
      'Microsoft Edge',
      '121.0.2277.128',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`,
      'Microsoft Edge',
      '18.17763',
    ],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0`, 'Opera', '106.0.0.0'],
    [
      `Mozilla/5.0 (Linux; Android 13) ${webkit} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet',
      '23.0',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0', 'Firefox', '123.0'],
    [`${iphone} FxiOS/123.0 Mobile/15E148 Safari/605.1.15`, 'Firefox iOS', '123.0'],
    ['Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko', 'Internet Explorer', '11.0'],
    ['Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)', 'Internet Explorer', '8.0'],
    ['curl/8.4.0', '', undefined],
  ])('%s is %s %s', ([userAgent, browser, version]) => {
    const { $browser, $browser_version } = properties({ userAgent })
    expect([$browser, $browser_version]).toEqual([browser, version])
  })

  test('mark events from Iterable', () => {
    expect(properties({ integration: { name: 'Iterable' } }).$source).toBe('Iterable')
  })
})
