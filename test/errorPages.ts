import { readdirSync, readFileSync } from 'node:fs'

/** An example of a page. Its kind decides how it runs. */
export interface ErrorPage {
  readonly code: string
  readonly text: string
  /** `json definition`, `json mappings`, `json events`, `json event`, `json run`, `json account`, `json input`, `json suite`, `json file`, `text input` */
  readonly kind: string
  /** The broken example, with `⟨text × 3⟩` written out three times. */
  readonly example: string
  /** The corrected example, where the page has one: its fence adds `fixed` to the kind. */
  readonly fixed?: string | undefined
}

const folder = new URL('../docs/errors/', import.meta.url)

export const errorPages: readonly ErrorPage[] = readdirSync(folder)
  .sort()
  .map(file => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const [[, kind = '', example = ''] = [], [, fixedKind, fixed] = []] = text.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)
    if (fixed !== undefined && fixedKind !== `${kind} fixed`)
      throw new Error(`${file}: \`${fixedKind}\` after \`${kind}\``)
    return { code: file.replace('.md', ''), text, kind, example: expand(example), fixed: fixed && expand(fixed) }
  })

function expand(example: string): string {
  return example.replace(/⟨([^⟩]+) × (\d+)⟩/g, (_, part: string, times: string) => part.repeat(Number(times)))
}
