import type { JsCode } from '../../code/index.ts'
import type { NodeOf, Type } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import { emitBinary } from './binary.ts'
import { emitBlock } from './block.ts'
import { emitApply, emitCall, emitPartial } from './call.ts'
import { emitCondition } from './condition.ts'
import { emitLambda } from './lambda.ts'
import { emitLiteral, emitRegex } from './literal.ts'
import { emitName } from './name.ts'
import { emitPath } from './path.ts'
import { emitTransform } from './transform.ts'
import { emitUnary } from './unary.ts'
import { emitBind, emitParent, emitVariable } from './variable.ts'
import { emitDescendant, emitWildcard } from './wildcard.ts'

/** Emitters by node type. A path emits its `sort` steps, a call its `operator` arguments. */
export const constructs: {
  readonly [T in Exclude<Type, 'sort' | 'operator'>]: (node: NodeOf<T>, context: EmitContext) => JsCode
} = {
  path: emitPath,
  name: emitName,
  string: emitLiteral,
  number: emitLiteral,
  value: emitLiteral,
  regex: emitRegex,
  variable: emitVariable,
  wildcard: emitWildcard,
  descendant: emitDescendant,
  parent: emitParent,
  binary: emitBinary,
  unary: emitUnary,
  condition: emitCondition,
  block: emitBlock,
  bind: emitBind,
  function: emitCall,
  partial: emitPartial,
  lambda: emitLambda,
  apply: emitApply,
  transform: emitTransform,
}
