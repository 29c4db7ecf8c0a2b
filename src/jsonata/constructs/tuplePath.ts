import { type JsCode, js } from '../../code/index.ts'
import type { NodeOf } from '../ast.ts'
import type { Scope } from '../scope.ts'

export function emitTuplePath(node: NodeOf<'path'>, scope: Scope): JsCode {
  scope.program.mistake('TODO', node.position, 'tuple')
  return js`undefined`
}
