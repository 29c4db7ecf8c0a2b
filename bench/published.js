import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import subscriptions from '@segment/destination-subscriptions'

const { parseFql, validate } = subscriptions

// The package exports only its entry: its parts are required by file.
const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('@segment/actions-core'))
const { transform } = require(join(folder, 'mapping-kit/index.js'))
const { removeEmptyValues } = require(join(folder, 'remove-empty-values.js'))
const { fieldsToJsonSchema } = require(join(folder, 'destination-kit/fields-to-jsonschema.js'))
const { validateSchema } = require(join(folder, 'schema-validation.js'))

/**
 * Runs the same subscriptions with Segment's published packages: parses and evaluates each trigger, and checks,
 * resolves, cleans and validates each mapping.
 */
export function publishedPipeline(definition, { parsesTriggersOnce }) {
  const compiled = definition.subscriptions.map(({ action, trigger }) => {
    const fields = resolve(definition.actions[action].fields, definition)
    const defaults = Object.entries(fields).filter(([, field]) => field.default !== undefined)
    return {
      action,
      trigger: inPublishedWords(trigger),
      parsed: parseFql(inPublishedWords(trigger)),
      mapping: Object.fromEntries(defaults.map(([key, field]) => [key, inPublishedDirectives(field.default)])),
      schema: fieldsToJsonSchema(fields),
      schemaKey: `bench:${action}`,
    }
  })
  return function published(event) {
    const actions = []
    for (const { action, trigger, parsed, mapping, schema, schemaKey } of compiled) {
      if (!validate(parsesTriggersOnce ? parsed : parseFql(trigger), event)) continue
      const payload = removeEmptyValues(transform(mapping, event), schema, true)
      validateSchema(payload, schema, { schemaKey })
      actions.push({ action, payload })
    }
    return { actions }
  }
}

/** The published evaluator drops `!( … )`: it gets the same as a list of inequalities. */
function inPublishedWords(trigger) {
  return trigger.replace(/!\(event in \[(.*?)\]\)/, (_, names) =>
    names
      .split(/,\s*/)
      .map(name => `event != ${name}`)
      .join(' and '),
  )
}

/** The published mappings have no `@coalesce`: they get the same as nested `@if`. */
function inPublishedDirectives(mapping) {
  const [first, ...rest] = mapping?.['@coalesce'] ?? []
  if (first === undefined) return mapping
  const otherwise = rest.length > 0 && inPublishedDirectives({ '@coalesce': rest })
  return { '@if': { exists: first, then: first, ...(otherwise && { else: otherwise }) } }
}

function resolve(value, root) {
  if (Array.isArray(value)) return value.map(item => resolve(item, root))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value
  const base =
    $ref === undefined
      ? {}
      : resolve(
          $ref
            .slice(2)
            .split('/')
            .reduce((node, key) => node[key], root),
          root,
        )
  return { ...base, ...Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, resolve(item, root)])) }
}
