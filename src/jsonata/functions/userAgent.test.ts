import { expect, test } from 'vitest'
import { userAgent } from './userAgent.ts'

const read = userAgent.implementation as (text: string) => { readonly device?: object }

const android = (version: string, rest: string) =>
  `Mozilla/5.0 (Linux; Android ${version}; ${rest}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36`

test.each<[string, object | undefined]>([
  [android('13', 'Pixel 7'), { vendor: 'Google', model: 'Pixel 7', type: 'mobile' }],
  [android('12', 'SAMSUNG SM-A525F'), { vendor: 'Samsung', model: 'SM-A525F', type: 'mobile' }],
  [android('12', 'SM-T870'), { vendor: 'Samsung', model: 'SM-T870', type: 'tablet' }],
  [android('4.4.2', 'en-us; SM-A107F Build/KOT49H'), { vendor: 'Samsung', model: 'SM-A107F', type: 'mobile' }],
  [android('6.0.1', 'Nexus 5X Build/MMB29P'), { vendor: 'LG', model: 'Nexus 5X', type: 'mobile' }],
  ['Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/121.0 Firefox/121.0', { type: 'mobile' }],
  [
    'Dalvik/2.1.0 (Linux; U; Android 12; SM-G975F Build/SP1A.210812.016)',
    { vendor: 'Samsung', model: 'SM-G975F', type: 'mobile' },
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAV/443.0;FBDV/iPhone14,5;]',
    { vendor: 'Apple', model: 'iPhone14,5', type: 'mobile' },
  ],
  [
    'Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1',
    { vendor: 'Apple', model: 'iPod touch', type: 'mobile' },
  ],
])('the device of %s', (text, device) => {
  expect(read(text).device).toEqual(device)
})

test('an app that is nothing but a web view has the version of WebKit', () => {
  const text =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
  expect(read(text)).toMatchObject({
    browser: { name: 'WebKit', version: '605.1.15' },
    os: { name: 'iOS', version: '16.3' },
  })
})
