import { lazy, own } from '../value/index.ts'
import { type ResolvedSettings, redacted } from './settings.ts'

/** Minimum length of a secret. Shorter ones would match in ordinary text. */
const leastLength = 4

/** Number of first characters that identify a secret, because messages cut long values. */
const headLength = 12

/**
 * Creates a function that hides the secrets of an account in a string. Errors of expressions may contain their arguments,
 * and end up in logs.
 */
export function secretsHider({ values, references, secrets }: ResolvedSettings): (text: string) => string {
  const hidden = secrets.flatMap(key => {
    const value = own(values, key)
    // A reference is not secret.
    return references.has(key) || typeof value !== 'string' ? [] : [{ value, instead: redacted(key) }]
  })
  return valuesHider(hidden)
}

interface Hidden {
  readonly value: string
  readonly instead: string
}

/** Creates a function that replaces values in a string, however many they are, and the starts of values that were cut. */
export function valuesHider(values: readonly Hidden[]): (text: string) => string {
  const secrets = lazy(() => new SecretIndex(values))
  return text => secrets().hide(text)
}

/** Secrets by the first characters of their forms. A search takes the longest one at a place: secrets may begin alike. */
class SecretIndex {
  readonly #instead = new Map<string, string>()
  /** Forms that begin with a head, in the order of `<`. */
  readonly #byHead = new Map<string, string[]>()
  readonly #headLengths: readonly number[]
  readonly #firstUnits: ReadonlySet<number>

  constructor(values: readonly Hidden[]) {
    for (const { value, instead } of values) if (value.length >= leastLength) this.#add(value, instead)
    const heads = [...this.#byHead.keys()]
    for (const forms of this.#byHead.values()) forms.sort((a, b) => (a < b ? -1 : 1))
    this.#headLengths = [...new Set(heads.map(({ length }) => length))].sort((a, b) => b - a)
    this.#firstUnits = new Set(heads.map(head => head.charCodeAt(0)))
  }

  #add(value: string, instead: string): void {
    for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value.toWellFormed())]) {
      if (this.#instead.has(form)) continue
      this.#instead.set(form, instead)
      const head = form.slice(0, headLength)
      const forms = this.#byHead.get(head)
      if (forms) forms.push(form)
      else this.#byHead.set(head, [form])
    }
  }

  hide(text: string): string {
    let hidden = ''
    let copied = 0
    for (let at = 0; at < text.length; at++) {
      if (!this.#firstUnits.has(text.charCodeAt(at))) continue
      const forms = this.#formsAt(text, at)
      if (forms === undefined) continue
      const [form, length] = longestStart(forms, text.slice(at))
      hidden += text.slice(copied, at) + this.#instead.get(form)
      copied = at + length
      at = copied - 1
    }
    return hidden + text.slice(copied)
  }

  #formsAt(text: string, at: number): readonly string[] | undefined {
    for (const length of this.#headLengths) {
      const forms = this.#byHead.get(text.slice(at, at + length))
      if (forms) return forms
    }
    return undefined
  }
}

/** The form with which a string begins, or the one with the longest start there, and the length of that start. */
function longestStart(forms: readonly string[], text: string): [form: string, length: number] {
  let [low, high] = [0, forms.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (forms[middle]! <= text) low = middle + 1
    else high = middle
  }
  // The order puts those with the longest common starts on both sides of the text.
  const [before, after] = [forms[low - 1], forms[low]].map(form => (form === undefined ? -1 : sameStart(form, text)))
  return before! >= after! ? [forms[low - 1]!, before!] : [forms[low]!, after!]
}

function sameStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** Hides the secrets of a long string in its start, without the last characters: a secret may begin there. */
export function shorten(text: string, longest: number, hideSecrets: (text: string) => string): string {
  const isWhole = text.length <= 2 * longest
  const hidden = hideSecrets(text.slice(0, 2 * longest))
  const shown = isWhole ? hidden : hidden.slice(0, -headLength)
  return isWhole && shown.length <= longest ? shown : `${shown.slice(0, longest)}…`
}
