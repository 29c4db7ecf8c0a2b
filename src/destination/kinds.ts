/** Kinds of destinations and their titles, in the order of lists. */
export const kinds = {
  advertising: 'Advertising and attribution',
  messaging: 'Email, SMS and push messages',
  analytics: 'Analytics',
  product: 'In-app guides and feature flags',
  commerce: 'Search and commerce',
  data: 'CRM and data',
  chat: 'Team chat',
} as const

export type DestinationKind = keyof typeof kinds
