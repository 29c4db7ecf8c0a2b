import type { JsCode } from '../../code/index.ts'
import type { NodeOf, Type } from '../ast.ts'
import type { EmitContext } from '../emitContext.ts'
import type { Origins, ReadScope } from '../readScope.ts'
import { emitBinary } from './binary.ts'
import { emitBlock, readBlock } from './block.ts'
import { emitApply, emitCall, emitPartial } from './call.ts'
import { readApply, readCall } from './callReads.ts'
import { emitCondition, readCondition } from './condition.ts'
import { emitLambda, readLambda } from './lambda.ts'
import { emitLiteral, emitRegex } from './literal.ts'
import { emitName, readName } from './name.ts'
import { emitPath, readPath } from './path.ts'
import { emitTransform } from './transform.ts'
import { emitUnary } from './unary.ts'
import { emitBind, emitParent, emitVariable, readBind, readParent, readVariable } from './variable.ts'
import { emitDescendant, emitWildcard, readWildcard } from './wildcard.ts'

/** A kind of node: its code, and the paths that it reads. One that declares no reads uses all that is in it. */
interface Construct<N> {
  readonly emit: (node: N, context: EmitContext) => JsCode
  readonly reads?: (node: N, scope: ReadScope) => Origins
}

/** Constructs by node type. A path emits its `sort` steps, a call its `operator` arguments. */
export const constructs: { readonly [T in Exclude<Type, 'sort' | 'operator'>]: Construct<NodeOf<T>> } = {
  path: { emit: emitPath, reads: readPath },
  name: { emit: emitName, reads: readName },
  string: { emit: emitLiteral },
  number: { emit: emitLiteral },
  value: { emit: emitLiteral },
  regex: { emit: emitRegex },
  variable: { emit: emitVariable, reads: readVariable },
  wildcard: { emit: emitWildcard, reads: readWildcard },
  descendant: { emit: emitDescendant, reads: readWildcard },
  parent: { emit: emitParent, reads: readParent },
  binary: { emit: emitBinary },
  unary: { emit: emitUnary },
  condition: { emit: emitCondition, reads: readCondition },
  block: { emit: emitBlock, reads: readBlock },
  bind: { emit: emitBind, reads: readBind },
  function: { emit: emitCall, reads: readCall },
  partial: { emit: emitPartial },
  lambda: { emit: emitLambda, reads: readLambda },
  apply: { emit: emitApply, reads: readApply },
  transform: { emit: emitTransform },
}
