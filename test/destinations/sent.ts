import { existsSync, readdirSync, readFileSync } from 'node:fs'
import memoize from 'lodash-es/memoize.js'
import {
  type Definition,
  type Destination,
  type Json,
  type JsonObject,
  program,
  type Settings,
  type SubscriptionDefinition,
} from '../../src/api/index.ts'
import { expandDefinition, expandSettings } from '../../src/destination/expand.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'

/** A decoded body, or part of one: tests look into it freely. */
// biome-ignore lint/suspicious/noExplicitAny: its shape is what the tests are about
export type Body = any

/** A request with its body decoded. */
export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Body
}

/** Result of one subscription for an event. */
export interface Sent {
  readonly subscription: string
  readonly action: string
  readonly requests?: readonly SentRequest[]
  readonly error?: string
}

export function definitionOf(slug: string): Definition {
  return readJson(`destinations/${slug}/destination.json`) as unknown as Definition
}

/** A bundled definition with its short forms written out. */
export function expandedDefinition(slug: string): Definition {
  const expanded = expandDefinition(definitionOf(slug) as unknown as JsonObject, new DiagnosticBag())
  return expanded!.definition as unknown as Definition
}

/** All bundled destinations. */
export const slugs: readonly string[] = readdirSync(new URL('../../destinations/', import.meta.url))

/** Values for the settings that a destination requires, and an access token for one that would ask for tokens. */
export function requiredSettings(definition: Definition): Settings {
  const asksForTokens = definition.tokens !== undefined
  const required = Object.entries(expandSettings(definition)).filter(([key, setting]) => {
    return setting.default === undefined && (setting.required || (asksForTokens && key === 'accessToken'))
  })
  return Object.fromEntries(required.map(([key, { type }]) => [key, type === 'number' ? 1 : `https://${key}.example`]))
}

const compiled = new Map<string, Destination>()

/** A bundled destination, compiled once for the same options. */
export function bundled(
  slug: string,
  settings: Settings,
  subscriptions?: readonly SubscriptionDefinition[],
): Destination {
  const name = JSON.stringify([slug, settings, subscriptions])
  const destination =
    compiled.get(name) ?? sharedProgram(slug).account({ settings, ...(subscriptions && { subscriptions }) })
  compiled.set(name, destination)
  return destination
}

/** The program of a bundled destination, compiled once. */
export const sharedProgram = memoize((slug: string) => program(definitionOf(slug)))

/** A destination with one subscription, for track calls, whose properties are the fields of an action. */
export function takingPayloads(slug: string, action: string, settings: Settings): Destination {
  const keys = Object.keys(expandedDefinition(slug).actions[action]!.fields)
  const mapping = Object.fromEntries(keys.map(key => [key, { '@path': `$.properties.${key}` }]))
  return bundled(slug, settings, [{ name: action, action, trigger: 'type = "track"', mapping }])
}

export function readJson(path: string): Json {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
}

/** Requests of a destination for an event, one per action, and its failures. */
export function send(destination: Destination, event: unknown): Sent[] {
  const { actions, failures } = destination.map(event)
  const { requests, failures: unsent } = destination.requests(actions, { batch: false })
  const sent = actions.map(({ subscription, action }, index) => ({
    subscription,
    action,
    requests: requests.filter(request => request.actions.includes(index)).map(decode),
  }))
  const failed = new Map<string, Sent>()
  for (const { subscription, action, message } of [...failures, ...unsent]) {
    const error = [failed.get(subscription!)?.error, message].filter(Boolean).join(', ')
    failed.set(subscription!, { subscription: subscription!, action: action!, error })
  }
  return [...sent.filter(({ subscription }) => !failed.has(subscription)), ...failed.values()]
}

export function decode({ method, url, headers, body }: SentRequest): SentRequest {
  if (body === '') return { method, url, headers }
  if (typeof body !== 'string') return { method, url, headers, body }
  return {
    method,
    url,
    headers,
    body: headers['content-type']?.includes('urlencoded') ? decodeForm(body) : JSON.parse(body),
  }
}

/** The parts of a form, those in JSON read; a form that is nothing but `data` is that. */
function decodeForm(text: string): Body {
  const parts = Object.fromEntries(
    [...new URLSearchParams(text)].map(([key, part]) => [key, /^[[{]/.test(part) ? JSON.parse(part) : part]),
  )
  return Object.keys(parts).join() === 'data' ? parts.data : parts
}

export interface Recording {
  readonly cases: readonly { readonly name: string; readonly event: Body; readonly sent: readonly Sent[] }[]
}

/** Recorded requests of the published destination. Absent unless the recordings are beside the checkout. */
export function recording(slug: string): Recording | undefined {
  const path = `../shared/vectors/${slug}.json`
  return existsSync(new URL(`../../${path}`, import.meta.url)) ? (readJson(path) as unknown as Recording) : undefined
}

/** Unix seconds of a time. */
export function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}
