import { type Case, keys, long, testLimits } from './limits.ts'

const limits: Record<string, readonly Case[]> = {
  'salesforce-marketing-cloud': [
    ['contact', {}, { contactKey: long(254) }, { contactKey: long(255) }, 'more than 254 characters'],
    [
      'dataExtension',
      { id: 'e', keys: { a: 'a' } },
      { values: keys(49) },
      { values: keys(50) },
      'more than 50 columns',
    ],
    ['apiEvent', { contactKey: 'u' }, { eventDefinitionKey: 'a-b' }, { eventDefinitionKey: 'a.b' }, 'has a period'],
    [
      'apiEvent',
      { contactKey: 'u', eventDefinitionKey: 'a' },
      { data: { plan: 'a' } },
      { data: { eventInstanceId: 'a' } },
      'eventInstanceId',
    ],
  ],
  airship: [
    [
      'customEvents',
      { name: 'e', occurred: '2026-03-02T09:14:05Z' },
      { named_user_id: 'u' },
      { named_user_id: ' u' },
      'begins or ends with a space',
    ],
    [
      'customEvents',
      { name: 'e', occurred: '2026-03-02T09:14:05Z', named_user_id: 'u' },
      { properties: { a: long(255) } },
      { properties: { a: long(256) } },
      'more than 255 characters',
    ],
    [
      'manageTags',
      { named_user_id: 'u', tag_group: 'g' },
      { tags: { [long(128)]: true } },
      { tags: { [long(129)]: true } },
      'more than 128 characters',
    ],
    [
      'manageTags',
      { named_user_id: 'u', tag_group: 'g' },
      { tags: Object.fromEntries(Object.keys(keys(100)).map(key => [key, true])) },
      { tags: Object.fromEntries(Object.keys(keys(101)).map(key => [key, true])) },
      'more than 100 tags',
    ],
  ],
  moengage: [
    ['trackEvent', { type: 'track', event: 'e' }, { userId: 'ab' }, { userId: 'a' }, 'a placeholder or a single'],
    ['identifyUser', { type: 'identify' }, { userId: 'ab' }, { userId: 'N/A' }, 'a placeholder or a single'],
    [
      'identifyUser',
      { type: 'identify', userId: 'u_1' },
      { traits: { a: long(512) } },
      { traits: { a: long(513) } },
      'more than 512 characters',
    ],
    ...(
      [
        [{ properties: { a: long(512) } }, { properties: { a: long(513) } }, 'more than 512 characters'],
        [{ event: long(200) }, { event: long(201) }, 'more than 200 characters'],
        [{ event: 'moe' }, { event: 'moe_e' }, 'reserves event names'],
        [{ properties: keys(100) }, { properties: keys(101) }, 'more than 100 properties'],
        [{ properties: { a: [long(127_000)] } }, { properties: { a: [long(128_000)] } }, 'limit of 128000'],
      ] as const
    ).map(
      ([within, over, warning]): Case => [
        'trackEvent',
        { type: 'track', event: 'e', userId: 'u_1' },
        within,
        over,
        warning,
      ],
    ),
  ],
  loops: [
    [
      'createOrUpdateContact',
      { email: 'a@b.co' },
      { customAttributes: { a: 'a' } },
      { customAttributes: { a: ['a'] } },
      'an object or a list',
    ],
    [
      'createOrUpdateContact',
      { email: 'a@b.co' },
      { customAttributes: { plan: 'a' } },
      { customAttributes: { teamId: 'a' } },
      'reserves the properties',
    ],
    [
      'sendEvent',
      { email: 'a@b.co', eventName: 'e' },
      { eventProperties: { a: 'a' } },
      { eventProperties: { a: {} } },
      'an object or a list',
    ],
  ],
  drip: [
    [
      'identify',
      { email: 'a@b.co' },
      { initial_status: 'active' },
      { initial_status: 'asleep' },
      'neither `active` nor `unsubscribed`',
    ],
    [
      'identify',
      { email: 'a@b.co' },
      { status: 'unsubscribed' },
      { status: 'asleep' },
      'neither `active` nor `unsubscribed`',
    ],
    [
      'trackEvent',
      { email: 'a@b.co', action: 'e' },
      { properties: { value: 2_147_483_646 } },
      { properties: { value: 2_147_483_647 } },
      'less than 2,147,483,647',
    ],
  ],
  clevertap: [
    ['userUpload', { identity: 'u' }, { profileData: { a: long(512) } }, { profileData: { a: long(513) } }, '512 char'],
    ['userUpload', { identity: 'u' }, { profileData: keys(256) }, { profileData: keys(257) }, 'more than 256'],
    [
      'eventUpload',
      { identity: 'u', evtName: 'e' },
      { evtData: { a: long(512) } },
      { evtData: { a: long(513) } },
      '512 char',
    ],
    ['eventUpload', { identity: 'u', evtName: 'e' }, { evtData: keys(256) }, { evtData: keys(257) }, 'more than 256'],
  ],
}

for (const [slug, cases] of Object.entries(limits)) testLimits(slug, cases)
