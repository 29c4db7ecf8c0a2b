import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Command } from '../command.ts'
import { exit, Stop } from '../stop.ts'

const folder = new URL('../../../docs/errors/', import.meta.url)

export const help: Command = {
  name: 'help',
  takes: '<code>',
  summary: 'what a code of an error or warning means, and how to get rid of it',
  flags: [],
  isAlone: true,
  examples: [['callmap help CM301', 'about one code']],
  async run([topic = ''], _flags, terminal) {
    const code = topic.toUpperCase()
    const file = new URL(`${code}.md`, folder)
    if (!/^CM\d+$/.test(code) || !existsSync(file)) {
      const known = readdirSync(folder).map(name => name.replace('.md', ''))
      const near = known.filter(other => other.slice(0, 3) === code.slice(0, 3)).join(', ')
      const hint = near === '' ? `codes are ${known[0]} to ${known.at(-1)}` : `there are ${near}`
      throw new Stop(exit.usage, { message: `callmap has no code \`${topic}\``, help: hint })
    }
    await terminal.print(readFileSync(file, 'utf8'))
    return exit.fine
  },
}
