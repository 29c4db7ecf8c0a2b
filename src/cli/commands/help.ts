import { readFileSync } from 'node:fs'
import { codes } from '../../diagnostics/index.ts'
import { root } from '../../node/index.ts'
import { suggest } from '../../text/index.ts'
import { exit, Stop } from '../../workspace/index.ts'
import type { Command } from '../command.ts'

/** The codes, and what else they are called. */
const topics: ReadonlyMap<string, string> = new Map(
  Object.entries(codes).flatMap(([code, { name }]) => [
    [code, code],
    [name, code],
  ]),
)

export const help: Command = {
  name: 'help',
  takes: '<code>',
  summary: 'explain the code of an error or warning',
  flags: [],
  isAlone: true,
  offers: () => [...topics.keys()],
  examples: [
    ['callmap help CM301', 'about one code'],
    ['callmap help unknown-event-path', 'about the same, by its name'],
  ],
  async run([topic = ''], _flags, terminal) {
    const code = topics.get(topic.toUpperCase()) ?? topics.get(topic.toLowerCase())
    if (code === undefined)
      throw new Stop(exit.usage, { message: `callmap has no code \`${topic}\``, help: hint(topic) })
    await terminal.print(readFileSync(new URL(`docs/errors/${code}.md`, root), 'utf8'))
    return exit.fine
  },
}

function hint(topic: string): string {
  const known = Object.keys(codes)
  const near = known.filter(code => code.startsWith(topic.toUpperCase().slice(0, 3)))
  if (/^cm\d/i.test(topic) && near.length > 0) return `there are ${near.join(', ')}`
  const meant = suggest(topic, [...topics.keys()])
  return meant ? `did you mean \`${meant}\`?` : `codes are ${known[0]} to ${known.at(-1)}`
}
