/** Keys of personal data wherever they are. */
const contact = ['email', 'mail', 'phone', 'phoneNumber']

/** Keys of personal data in what describes a person: the fields of the six calls, and common traits. */
const personal = [
  ...contact,
  ...['name', 'firstName', 'lastName', 'fullName', 'givenName', 'familyName', 'surname', 'mobile'],
  ...['birthday', 'birthDate', 'gender', 'address', 'street', 'city', 'postalCode', 'postcode', 'zip'],
  ...['ip', 'latitude', 'longitude', 'advertisingId'],
]

/** `firstName`, `first_name` and `FirstName` are one key. */
const plain = (key: string) => key.replaceAll('_', '').toLowerCase()
const contactKeys = new Set(contact.map(plain))
const personalKeys = new Set(personal.map(plain))

export function isContactKey(key: string): boolean {
  return contactKeys.has(plain(key))
}

export function isPersonalKey(key: string): boolean {
  return personalKeys.has(plain(key))
}
