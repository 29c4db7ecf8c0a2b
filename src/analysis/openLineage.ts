import { type JsonObject, printPath } from '../value/index.ts'
import type { Flow } from './lineage.ts'

/** Required in every facet. */
const facet = {
  _producer: 'https://www.npmjs.com/package/callmap',
  _schemaURL:
    'https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet',
}

/**
 * Formats flows as the `columnLineage` facet of OpenLineage. Each action is a dataset, in the namespace of its
 * destination, computed from the dataset `callmap/events`. Triggers are in `dataset`, as an indirect filter. The result
 * is for the `outputs` of a run event, which the caller creates.
 */
export function openLineage(rows: readonly { readonly destination: string; readonly flow: Flow }[]): JsonObject {
  const byAction = new Map<string, { namespace: string; name: string; flows: Flow[] }>()
  for (const { destination, flow } of rows) {
    const key = JSON.stringify([destination, flow.action])
    const known = byAction.get(key) ?? { namespace: destination, name: flow.action, flows: [] }
    byAction.set(key, known)
    known.flows.push(flow)
  }
  const outputs = [...byAction.values()].map(({ namespace, name, flows }) => {
    const fields = new Map<string, JsonObject[]>()
    for (const flow of flows) {
      if (flow.to === undefined) continue
      const field = printPath(flow.to)
      fields.set(field, [...(fields.get(field) ?? []), createInput(flow)])
    }
    const inputs = [...fields].map(([field, inputFields]) => [field, { inputFields }])
    const dataset = flows.filter(({ to }) => to === undefined).map(createInput)
    return { namespace, name, facets: { columnLineage: { ...facet, fields: Object.fromEntries(inputs), dataset } } }
  })
  return { outputs }
}

function createInput({ from, to, how }: Flow): JsonObject {
  const direct = { type: 'DIRECT', subtype: how.join() === '@path' ? 'IDENTITY' : 'TRANSFORMATION' }
  const transformation = to === undefined ? { type: 'INDIRECT', subtype: 'FILTER' } : direct
  const transformations = [{ ...transformation, description: how.join(' › ') }]
  return { namespace: 'callmap', name: 'events', field: printPath(from), transformations }
}
