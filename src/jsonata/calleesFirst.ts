import { chargeCompilation, compileCost, rememberByObject } from '../value/index.ts'
import { children, type Node } from './ast.ts'

/**
 * Splits the functions of a definition for code generation. `ordered` cannot recurse, and each function comes after the
 * functions it mentions. `others` recurse, mention such a function, or check their arguments.
 */
export function calleesFirst(functions: ReadonlyMap<string, Node>): { ordered: string[]; others: string[] } {
  const ordered = new Set<string>()
  /** Functions that mention a function, and how many each mentions that are not ordered yet. */
  const callers = new Map<string, string[]>()
  const waiting = new Map<string, number>()
  for (const [name, node] of functions) {
    const mentioned = [...namesIn(node)].filter(other => functions.has(other))
    waiting.set(name, mentioned.length)
    for (const other of mentioned) {
      const known = callers.get(other)
      if (known) known.push(name)
      else callers.set(other, [name])
    }
  }
  const open = [...functions.keys()].filter(name => waiting.get(name) === 0)
  for (const name of open) {
    if (!isPlain(functions.get(name)!)) continue
    ordered.add(name)
    for (const caller of callers.get(name) ?? []) {
      const count = waiting.get(caller)! - 1
      waiting.set(caller, count)
      if (count === 0) open.push(caller)
    }
  }
  return { ordered: [...ordered], others: [...functions.keys()].filter(name => !ordered.has(name)) }
}

const isPlain = (node: Node) => node.type === 'lambda' && !node.signature && !node.predicate && !node.group

/** Finds the functions that a node may call, and those that they may call. */
export function reachableFrom(node: Node, find: (name: string) => Node | undefined): Map<string, Node> {
  const reached = new Map<string, Node>()
  const open = [node]
  for (const next of open) {
    for (const name of namesIn(next)) {
      const called = reached.has(name) ? undefined : find(name)
      if (called === undefined) continue
      reached.set(name, called)
      open.push(called)
    }
  }
  return reached
}

/** The variable names that a node mentions, whatever they refer to there. All expressions of a unit ask functions for them. */
const namesIn = /* @__PURE__ */ rememberByObject((node: Node): ReadonlySet<string> => {
  const names = new Set<string>()
  const open = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    chargeCompilation(compileCost.comparison)
    if (next.type === 'variable') names.add(next.value)
    for (const child of children(next).toReversed()) open.push(child)
  }
  return names
})
