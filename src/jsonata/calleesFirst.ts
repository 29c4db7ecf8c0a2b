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

/** Collects the variable names that a node mentions, whatever they refer to there. */
function namesIn(node: Node, names = new Set<string>()): Set<string> {
  if (node.type === 'variable') names.add(node.value)
  for (const child of children(node)) namesIn(child, names)
  return names
}
