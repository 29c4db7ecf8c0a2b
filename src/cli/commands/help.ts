import { readdirSync, readFileSync } from 'node:fs'
import { codes } from '../../diagnostics/index.ts'
import { root } from '../../node/index.ts'
import { markdownText } from '../../render/index.ts'
import { suggest } from '../../text/index.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'

/** A documentation page, or one section of it. */
interface Topic {
  readonly page: string
  readonly heading?: string
}

const directives = 'docs/reference/directives.md'
const functions = 'docs/reference/functions.md'

export async function run([name = '']: readonly string[], _flags: object, session: Session): Promise<Exit> {
  const topic = findTopic(name)
  const text = topic && readTopic(topic)
  if (text === undefined)
    throw new ExitError(exit.usage, { message: `there is no topic \`${name}\``, help: hint(name) })
  await session.print(markdownText(text, session.style))
  return exit.fine
}

/** Topics that completion offers. Functions are not among them, because shells would read `$hash` as a variable. */
export function listTopics(): string[] {
  return [...readTopics().keys(), ...headings(directives)]
}

/** Topics: pages by name, codes by number and name. */
function readTopics(): ReadonlyMap<string, Topic> {
  const pages = readdirSync(new URL('docs/', root)).filter(file => file.endsWith('.md'))
  return new Map<string, Topic>([
    ...pages.map(page => [page.slice(0, -'.md'.length), { page: `docs/${page}` }] as const),
    ['matchers', { page: 'docs/tests.md', heading: 'Matchers' }],
    ['roots', { page: 'docs/definition.md', heading: 'Roots' }],
    ['directives', { page: directives }],
    ['functions', { page: functions }],
    ...Object.entries(codes).flatMap(([code, { name }]) => {
      const topic = { page: `docs/errors/${code}.md` }
      return [[code, topic] as const, [name, topic] as const]
    }),
  ])
}

function findTopic(name: string): Topic | undefined {
  if (name.startsWith('@')) return { page: directives, heading: `\`${name}\`` }
  if (name.startsWith('$')) return { page: functions, heading: `\`${name}\`` }
  const topics = readTopics()
  return topics.get(name.toUpperCase()) ?? topics.get(name.toLowerCase())
}

function readTopic({ page, heading }: Topic): string | undefined {
  const text = readFileSync(new URL(page, root), 'utf8')
  return heading === undefined ? text : sections(text).find(section => section.startsWith(`## ${heading}\n`))
}

function sections(text: string): string[] {
  return text.split(/^(?=## )/m).slice(1)
}

/** Names in headings of a page. */
function headings(page: string): string[] {
  const text = readFileSync(new URL(page, root), 'utf8')
  return sections(text).map(section => section.slice('## `'.length, section.indexOf('`\n')))
}

function hint(name: string): string {
  const topics = readTopics()
  const near = Object.keys(codes).filter(code => code.startsWith(name.toUpperCase().slice(0, 3)))
  if (/^cm\d/i.test(name) && near.length > 0) return `there are ${near.join(', ')}`
  const meant = suggest(name, [...topics.keys(), ...headings(directives), ...headings(functions)])
  if (meant !== undefined) return `did you mean \`${meant}\`?`
  const pages = [...topics].flatMap(([topic, { page }]) => (page.startsWith('docs/errors/') ? [] : topic))
  return `topics are ${pages.join(', ')}, and codes`
}
