import { expandSettings } from '../dist/destination/index.js'

/** Values for the required settings of a definition, which differ between accounts. */
export function requiredSettings(definition, account = 1) {
  const required = Object.entries(expandSettings(definition)).filter(
    ([, setting]) => setting.required && setting.default === undefined,
  )
  return Object.fromEntries(required.map(([key, setting]) => [key, makeValue(key, setting, account)]))
}

function makeValue(key, { type, choices: [choice] = [] }, account) {
  if (choice !== undefined) return choice.value ?? choice
  return type === 'number' ? account : `${key}-${account}`
}
