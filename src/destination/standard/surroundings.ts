import { fields, first } from './parts.ts'

const text = (label: string, path: string, description: string) =>
  ({ label, type: 'string', description, default: first(`context.${path}`) }) as const
const number = (label: string, path: string, description: string) =>
  ({ label, type: 'number', description, default: first(`context.${path}`) }) as const
const flag = (label: string, path: string, description: string) =>
  ({ label, type: 'boolean', description, default: first(`context.${path}`) }) as const

/** Page, device, app, network, place and campaign of a call. */
export const surroundings = fields({
  ip: { ...text('IP address', 'ip', 'IP address of the device.'), category: 'pii' },
  userAgent: text('User agent', 'userAgent', 'User agent of the browser or app.'),
  locale: text('Locale', 'locale', 'Language and region of the device, such as `en-US`.'),
  timezone: text('Time zone', 'timezone', 'Time zone of the device, such as `Europe/Berlin`.'),

  pageUrl: {
    ...text('Page URL', 'page.url', 'URL of the page.'),
    default: first('context.page.url', 'properties.url'),
  },
  pagePath: {
    ...text('Page path', 'page.path', 'Path of the page.'),
    default: first('context.page.path', 'properties.path'),
  },
  pageReferrer: {
    ...text('Referrer', 'page.referrer', 'URL of the page before.'),
    default: first('context.page.referrer', 'properties.referrer'),
  },
  pageSearch: {
    ...text('Query of the page', 'page.search', 'Query of the URL of the page.'),
    default: first('context.page.search', 'properties.search'),
  },
  pageTitle: {
    ...text('Page title', 'page.title', 'Title of the page.'),
    default: first('context.page.title', 'properties.title'),
  },

  deviceId: { ...text('Device ID', 'device.id', 'ID of the device.'), category: 'identifier' },
  deviceType: text('Device type', 'device.type', 'Type of the device, such as `ios` or `android`.'),
  deviceModel: text('Device model', 'device.model', 'Model of the device.'),
  deviceName: text('Device name', 'device.name', 'Name of the device.'),
  deviceManufacturer: text('Device manufacturer', 'device.manufacturer', 'Manufacturer of the device.'),
  deviceToken: {
    ...text('Device token', 'device.token', 'Token of the device at the push service.'),
    category: 'identifier',
  },
  advertisingId: {
    ...text('Advertising ID', 'device.advertisingId', 'Advertising ID of the device.'),
    category: 'identifier',
    default: first('context.device.advertisingId', 'context.device.idfa'),
  },
  adTrackingEnabled: flag(
    'Ad tracking enabled',
    'device.adTrackingEnabled',
    'True if the person allows the advertising ID to be used.',
  ),

  osName: text('OS name', 'os.name', 'Name of the operating system.'),
  osVersion: text('OS version', 'os.version', 'Version of the operating system.'),
  appName: text('App name', 'app.name', 'Name of the app.'),
  appVersion: text('App version', 'app.version', 'Version of the app.'),
  appBuild: text('App build', 'app.build', 'Build of the app.'),
  appNamespace: text('App namespace', 'app.namespace', 'Bundle or package of the app, such as `com.example.shop`.'),
  libraryName: text('Library name', 'library.name', 'Library that made the call.'),
  libraryVersion: text('Library version', 'library.version', 'Version of the library that made the call.'),

  screenWidth: number('Screen width', 'screen.width', 'Width of the screen.'),
  screenHeight: number('Screen height', 'screen.height', 'Height of the screen.'),
  screenDensity: number('Screen density', 'screen.density', 'Pixels of the screen for each point.'),
  carrier: text('Carrier', 'network.carrier', 'Mobile network of the device.'),
  wifi: flag('Wi-Fi', 'network.wifi', 'True if the device is on Wi-Fi.'),
  cellular: flag('Cellular', 'network.cellular', 'True if the device is on a mobile network.'),
  bluetooth: flag('Bluetooth', 'network.bluetooth', 'True if Bluetooth is on.'),

  locationCity: text('City of the device', 'location.city', 'City where the device is.'),
  locationRegion: text('Region of the device', 'location.region', 'Region where the device is.'),
  locationCountry: text('Country of the device', 'location.country', 'Country where the device is.'),
  latitude: number('Latitude', 'location.latitude', 'Latitude of the device.'),
  longitude: number('Longitude', 'location.longitude', 'Longitude of the device.'),

  campaignName: text('Campaign name', 'campaign.name', 'Campaign that led the person here (`utm_campaign`).'),
  campaignSource: text('Campaign source', 'campaign.source', 'Site or list of the campaign (`utm_source`).'),
  campaignMedium: text('Campaign medium', 'campaign.medium', 'Medium of the campaign (`utm_medium`).'),
  campaignTerm: text('Campaign term', 'campaign.term', 'Search terms of the campaign (`utm_term`).'),
  campaignContent: text('Campaign content', 'campaign.content', 'Variant of the advertisement (`utm_content`).'),
})
