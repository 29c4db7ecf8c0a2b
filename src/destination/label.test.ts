import { expect, test } from 'vitest'
import { labelFor } from './label.ts'

test.each([
  ['product_id', 'Product ID'],
  ['firstName', 'First name'],
  ['image_url', 'Image URL'],
  ['queryID', 'Query ID'],
  ['productIDs', 'Product IDs'],
  ['content_ids', 'Content IDs'],
  ['ids', 'IDs'],
  ['IPAddress', 'IP address'],
  ['HTMLBody', 'Html body'],
  ['trackEvent2', 'Track event2'],
  ['item2Name', 'Item2 name'],
  ['__segment_internal-sync.mode', 'Segment internal sync mode'],
  ['API_KEY', 'API key'],
  ['is', 'Is'],
  ['größe_in_cm', 'Größe in cm'],
  ['ångströmÅ', 'Ångström å'],
  ['𐐨bc', '𐐀bc'],
  ['2fa', '2fa'],
  ['$', '$'],
  ['', ''],
])('the key %j has the label %j', (key, label) => {
  expect(labelFor(key)).toBe(label)
})
