import { readFileSync } from 'node:fs'

/** Settings of a bundled destination's own tests, with values in the place of references to secrets. */
export function testSettings(slug) {
  const file = new URL(`../destinations/${slug}/destination.test.json`, import.meta.url)
  const { defaults = {} } = JSON.parse(readFileSync(file, 'utf8'))
  const settings = Object.entries(defaults.settings ?? {})
  return Object.fromEntries(settings.map(([key, value]) => [key, value?.$secret === undefined ? value : 'secret']))
}

/** A value for each token of a definition, and for each origin that a token answer gives. */
export function tokenValues({ tokens = {} }) {
  const all = Object.values(tokens)
  const values = all.flatMap(({ values }) => Object.keys(values).map(name => [name, `${name}-1`]))
  const origins = all.flatMap(({ origins = {} }) =>
    Object.entries(origins).map(([name, { hosts }]) => [name, `https://${hosts[0].replace('*', 'a')}`]),
  )
  return Object.fromEntries([...values, ...origins])
}
