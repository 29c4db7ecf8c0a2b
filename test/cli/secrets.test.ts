import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callmap, jsonLines } from './callmap.ts'

const traits = { x: '<redacted CUSTOMERIO_API_KEY>', y: { $secret: 'CUSTOMERIO_API_KEY' } }
const stdin = JSON.stringify({ type: 'identify', messageId: 'm-1', userId: 'u', traits })

interface Line {
  readonly headers: Record<string, unknown>
  readonly body: string
  readonly secrets?: readonly string[]
}

describe('secrets of map', () => {
  it('are listed in the line, and no event can forge one', async () => {
    const { stdout, exit } = await callmap(['map', '-d', 'customerio', '--emit', 'requests'], { stdin })
    const [line] = jsonLines(stdout) as Line[]
    expect(exit).toBe(0)
    expect(line).toMatchObject({
      headers: { authorization: 'Basic <redacted CUSTOMERIO_API_KEY>' },
      secrets: ['/headers/authorization'],
    })
    expect(JSON.parse(line!.body).attributes).toMatchObject(traits)
  })

  it('are references if they are the whole header', async () => {
    const { stdout } = await callmap(['map', '-d', 'iterable'], { stdin: stdin.replace('"x"', '"email":"a@b.co","x"') })
    const [{ requests } = { requests: [] }] = jsonLines(stdout) as { requests: Line[] }[]
    expect(requests[0]).toMatchObject({
      headers: { 'api-key': { $secret: 'ITERABLE_API_KEY' } },
      secrets: ['/headers/api-key'],
    })
    expect(requests[0]!.body).toContain('<redacted CUSTOMERIO_API_KEY>')
  })

  it('are filled in by --secrets', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
    writeFileSync(join(folder, '.env'), 'CUSTOMERIO_API_KEY=k-1\n')
    const settings = { siteId: 's-1', apiKey: { $secret: 'CUSTOMERIO_API_KEY' } }
    writeFileSync(join(folder, 'm.json'), JSON.stringify({ destination: 'customerio', settings }))
    const args = ['map', '-m', join(folder, 'm.json'), '--emit', 'requests', '--secrets', join(folder, '.env')]
    const { stdout } = await callmap(args, { stdin })
    const [line] = jsonLines(stdout) as Line[]
    expect(line!.headers.authorization).toBe(`Basic ${btoa('s-1:k-1')}`)
    expect(line).not.toHaveProperty('secrets')
    const without = await callmap(args.slice(0, 5), { stdin })
    expect(without.stderr).toContain('secrets are shown as <redacted CUSTOMERIO_API_KEY>; --secrets env fills them in')
  })
})
