import { charge, cost } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3140 } from '../runtime/errorKinds.ts'

/** Functions of the language for URLs. They fail for lone surrogates and broken escapes. */

type Text = string | undefined

export const encodeUrlComponent = (value: Text): Text => convert('encodeUrlComponent', encodeURIComponent, value)
export const encodeUrl = (value: Text): Text => convert('encodeUrl', encodeURI, value)
export const decodeUrlComponent = (value: Text): Text => convert('decodeUrlComponent', decodeURIComponent, value)
export const decodeUrl = (value: Text): Text => convert('decodeUrl', decodeURI, value)

function convert(functionName: string, by: (value: string) => string, value: Text): Text {
  if (value === undefined) return undefined
  charge(value.length * cost.urlCharacter)
  try {
    return by(value)
  } catch {
    throw new JsonataError(D3140, { value, functionName })
  }
}
