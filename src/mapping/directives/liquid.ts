import { js } from '../../code/index.ts'
import { type Extra, nearIn } from '../../diagnostics/index.ts'
import type { Directive } from '../directive.ts'
import {
  filterNames,
  type LiquidTemplate,
  liquidTemplate,
  maxTemplateLength,
  parseLiquid,
  usableFilters,
} from '../liquid.ts'

export const liquid: Directive = {
  name: '@liquid',
  summary: 'Renders a Liquid template to a string.',
  language: 'liquid',
  examples: [
    {
      mapping: { '@liquid': 'Hello {{ traits.name | upcase }}' },
      input: { traits: { name: 'Ann' } },
      result: 'Hello ANN',
    },
    {
      mapping: { '@liquid': "{% if context.device.type == 'ios' %}{{ context.device.advertisingId }}{% endif %}" },
      input: { context: { device: { type: 'android', advertisingId: 'ad-1' } } },
      result: '',
    },
    {
      mapping: { '@liquid': "{{ timestamp | date: '%Y-%m-%d %H:%M' }}" },
      input: { timestamp: '2024-01-01T00:30:00+01:00' },
      result: '2023-12-31 23:30',
      note: 'dates are in UTC',
    },
  ],
  parse(argument) {
    const text = argument.text(maxTemplateLength)
    if (text === undefined) return undefined
    if (readsClock.test(text)) {
      return argument.fault('the template reads the clock', 'use a time of the event, such as `timestamp`')
    }
    let template: LiquidTemplate
    try {
      template = parseLiquid(text)
    } catch (error) {
      const { message } = error as Error
      argument.parser.report('CM505', argument.at, message, wayOut(text, message))
      return undefined
    }
    return {
      present: true,
      isText: true,
      reads: template.reads.map(path => ({ path, at: argument.at })),
      emit: (block, input) => {
        const render = block.unit.constant(js`${block.unit.import({ liquidTemplate })}(${text})`)
        return block.const(js`${render}(${input})`)
      },
    }
  },
}

/** `now` or `today` before a date filter, which would read the clock. */
const readsClock = /(["'])(?:now|today)\1\s*\|\s*date/

/** The filter that was probably meant, or the path without its `$.`. */
function wayOut(text: string, message: string): Extra {
  const name = /^undefined filter: ([\w-]+)/.exec(message)?.[1]
  if (name !== undefined && !filterNames.has(name)) {
    const start = new RegExp(`(?<=\\|\\s*)${name}(?![\\w-])`).exec(text)?.index
    const span = start === undefined ? undefined : { start, end: start + name.length }
    const { help, meant } = nearIn('filter', name, usableFilters)
    return { span, help, ...(span && { meant }) }
  }
  const dollar = /(?<=\{[{%][^{}]*)(?<![\w"'.])\$\./.exec(text)
  if (dollar === null) return {}
  return { span: { start: dollar.index, end: dollar.index + 2 }, help: 'leave out `$.`', meant: '' }
}
