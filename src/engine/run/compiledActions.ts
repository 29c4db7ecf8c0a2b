import type { Draft } from '../../request/index.ts'
import type { ActionFunctions, ActionTemplates, Program } from './program.ts'

/** Method, URL and headers of a batch. `name` is their part of the name of a batch kind. */
export interface Envelope {
  readonly name: string
  readonly draft: Draft
}

/** An action of a program, with the data that `requests` needs besides its functions. */
export interface CompiledAction {
  readonly functions: ActionFunctions
  readonly templates: ActionTemplates
  /** Equal for actions whose batches have the same signing, `distinct` and body mapping. */
  readonly shape: number
  /** Envelope of its batches, once it is known to be the same for every payload. */
  envelope?: Envelope
}

export function compiledActions(
  templates: ReadonlyMap<string, ActionTemplates>,
  { actions }: Program,
): ReadonlyMap<string, CompiledAction> {
  const shapes = new Map<string | undefined, number>()
  return new Map(
    [...templates].map(([key, templates]) => {
      const shape = shapes.get(templates.batch?.shape) ?? shapes.size
      shapes.set(templates.batch?.shape, shape)
      return [key, { templates, functions: actions[key]!, shape }]
    }),
  )
}
