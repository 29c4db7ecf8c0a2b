import { fields, first } from './parts.ts'

/** Paths of a personal value: in traits, in properties of an event, and in traits that a client remembers. */
function person(...keys: readonly string[]): string[] {
  return ['traits', 'properties', 'context.traits'].flatMap(root => keys.map(key => `${root}.${key}`))
}

/** Paths of a personal value whose key is something else in properties: the name of a product, the title of a page. */
function trait(...keys: readonly string[]): string[] {
  return ['traits', 'context.traits'].flatMap(root => keys.map(key => `${root}.${key}`))
}

/** Attributes of a person. In a `group` call, `traits` are those of the group. */
export const people = fields({
  email: {
    label: 'Email address',
    type: 'string',
    category: 'pii',
    description: 'Email address of the person.',
    // Examples of Customer.io's API have it at the top level.
    default: first(...person('email'), 'email'),
  },
  phone: {
    label: 'Phone number',
    type: 'string',
    category: 'pii',
    description: 'Phone number of the person.',
    default: first(...person('phone')),
  },
  firstName: {
    label: 'First name',
    type: 'string',
    category: 'pii',
    description: 'First name of the person.',
    default: first(...person('firstName', 'first_name')),
  },
  lastName: {
    label: 'Last name',
    type: 'string',
    category: 'pii',
    description: 'Last name of the person.',
    default: first(...person('lastName', 'last_name')),
  },
  fullName: {
    label: 'Full name',
    type: 'string',
    category: 'pii',
    description: 'Full name of the person.',
    default: first(...trait('name')),
  },
  username: {
    label: 'User name',
    type: 'string',
    category: 'pii',
    description: 'Name by which the person signs in.',
    default: first(...trait('username')),
  },
  gender: {
    label: 'Gender',
    type: 'string',
    category: 'pii',
    description: 'Gender of the person.',
    default: first(...person('gender')),
  },
  birthday: {
    label: 'Date of birth',
    type: 'datetime',
    category: 'pii',
    description: 'Date of birth of the person.',
    default: first(...person('birthday')),
  },
  title: {
    label: 'Job title',
    type: 'string',
    description: 'Job title of the person.',
    default: first(...trait('title')),
  },
  company: {
    label: 'Company',
    type: 'string',
    description: 'Name of the company of the person.',
    default: first(...trait('company.name')),
  },
  avatar: {
    label: 'Picture',
    type: 'string',
    description: 'URL of a picture of the person.',
    default: first(...trait('avatar')),
  },
  website: {
    label: 'Website',
    type: 'string',
    description: 'URL of the website of the person.',
    default: first(...trait('website')),
  },
  createdAt: {
    label: 'Created at',
    type: 'datetime',
    description: 'When the account of the person was created.',
    default: first(...trait('createdAt', 'created_at')),
  },
  street: {
    label: 'Street',
    type: 'string',
    category: 'pii',
    description: 'Street and house number of the person.',
    default: first(...person('address.street')),
  },
  city: {
    label: 'City',
    type: 'string',
    category: 'pii',
    description: 'City of the person.',
    default: first(...person('address.city')),
  },
  state: {
    label: 'State',
    type: 'string',
    category: 'pii',
    description: 'State or region of the person.',
    default: first(...person('address.state')),
  },
  postalCode: {
    label: 'Postal code',
    type: 'string',
    category: 'pii',
    description: 'Postal code of the person.',
    default: first(...person('address.postalCode', 'address.postal_code')),
  },
  country: {
    label: 'Country',
    type: 'string',
    category: 'pii',
    description: 'Country of the person.',
    default: first(...person('address.country')),
  },
})
