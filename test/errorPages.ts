import { readdirSync, readFileSync } from 'node:fs'

/** What a page shows: its kind says how it is tried. */
export interface ErrorPage {
  readonly code: string
  readonly text: string
  /** `json definition`, `json mappings`, `json events`, `json event`, `json run`, `json input`, `json suite`, `json file`, `text input` */
  readonly kind: string
  /** As the page writes it, with `⟨text × 3⟩` written out three times. */
  readonly example: string
}

const folder = new URL('../docs/errors/', import.meta.url)

export const errorPages: readonly ErrorPage[] = readdirSync(folder)
  .sort()
  .map(file => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const [, kind = '', example = ''] = /^```(.+)\n([\s\S]*?)^```$/m.exec(text) ?? []
    const written = example.replace(/⟨([^⟩]+) × (\d+)⟩/g, (_, part: string, times: string) =>
      part.repeat(Number(times)),
    )
    return { code: file.replace('.md', ''), text, kind, example: written }
  })
