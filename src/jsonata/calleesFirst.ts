import { children, type Node } from './ast.ts'

/**
 * Splits the functions of a definition for code generation. `ordered` cannot recurse, and each function comes after the
 * functions it mentions. `others` recurse, mention such a function, or check their arguments.
 */
export function calleesFirst(functions: ReadonlyMap<string, Node>): { ordered: string[]; others: string[] } {
  const ordered = new Set<string>()
  const mentions = new Map([...functions].map(([name, node]) => [name, namesIn(node)]))
  const isReady = (name: string) =>
    !ordered.has(name) &&
    isPlain(functions.get(name)!) &&
    [...mentions.get(name)!].every(other => !functions.has(other) || ordered.has(other))
  for (let found = [...functions.keys()].filter(isReady); found.length > 0; ) {
    for (const name of found) ordered.add(name)
    found = [...functions.keys()].filter(isReady)
  }
  return { ordered: [...ordered], others: [...functions.keys()].filter(name => !ordered.has(name)) }
}

const isPlain = (node: Node) => node.type === 'lambda' && !node.signature && !node.predicate && !node.group

/** Lists the functions that a node may call, and those that they may call. */
export function reachableFrom(node: Node, functions: ReadonlyMap<string, Node>): Set<string> {
  const reached = new Set<string>()
  const open = [node]
  for (const next of open) {
    for (const name of namesIn(next)) {
      const called = functions.get(name)
      if (called === undefined || reached.has(name)) continue
      reached.add(name)
      open.push(called)
    }
  }
  return reached
}

/** Collects the variable names that a node mentions, whatever they refer to there. */
function namesIn(node: Node, names = new Set<string>()): Set<string> {
  if (node.type === 'variable') names.add(node.value)
  for (const child of children(node)) namesIn(child, names)
  return names
}
