import { describe, expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseMapping } from './parse.ts'

function findProblem(template: string, isUrl = false) {
  const problems = new DiagnosticBag()
  const mapping = parseMapping({ '@template': template }, { problems, at: '/m', isUrl })
  expect(problems.list.length).toBeLessThan(2)
  const [problem] = problems.list
  expect(mapping === undefined).toBe(problem?.severity === 'error')
  return problem
}

describe('syntax of other template languages', () => {
  test.each([
    ['{{ traits.email | downcase }}', '{{ traits.email | downcase }}', 'safe'],
    ['Hi {{{traits.first name|upcase}}}', 'Hi {{ traits["first name"] | upcase }}', 'safe'],
    ['{{ $.traits.email | lowercase }}', '{{ traits.email | downcase }}', 'safe'],
    ["{{ traits.plan | default: 'free' }}", "{{ traits.plan | default: 'free' }}", 'safe'],
    ["{{ traits.plan || 'free' }}", "{{ traits.plan | default: 'free' }}", 'unsafe'],
    ['{{ traits.a ?? traits.b }}', '{{ traits.a | default: traits.b }}', 'unsafe'],
    ['{{ upper(traits.name) }}', '{{ traits.name | upcase }}', 'unsafe'],
    ['{{ traits.name.toUpperCase() }}', '{{ traits.name | upcase }}', 'unsafe'],
    [
      '{{#if traits.vip}}VIP{{else}}no{{/if}} {{name}}',
      '{% if traits.vip %}VIP{% else %}no{% endif %} {{ name }}',
      'unsafe',
    ],
  ])('%s is an error with a fix to Liquid', (template, liquid, applicability) => {
    const problem = findProblem(template)
    expect(problem).toMatchObject({ code: 'CM507', help: `write \`{ "@liquid": ${JSON.stringify(liquid)} }\`` })
    const edits = problem?.fix?.edits ?? []
    expect(problem?.fix?.applicability).toBe(applicability)
    expect(edits.at(-1)).toEqual({ at: '/m/@template', key: '@liquid' })
    if (liquid !== template) expect(edits[0]).toEqual({ at: '/m/@template', text: liquid })
    expect(parseMapping({ '@liquid': liquid }, { problems: new DiagnosticBag(), at: '' })).toBeDefined()
  })

  test.each([
    '{{#each properties.products}}{{name}}{{/each}}',
    "{{ traits.vip ? 'a' : 'b' }}",
    "{{ traits.first + ' ' + traits.last }}",
    '{{ properties.items | map: "id" }}',
    "{{ properties.name.split(',') }}",
    '{{ a === b }}',
  ])('%s is an error with help', template => {
    expect(findProblem(template)).toMatchObject({ code: 'CM507', help: expect.stringMatching(/@/) })
    expect(findProblem(template)?.fix).toBeUndefined()
  })

  test.each([
    ['{% if traits.vip %}VIP{% endif %}', '@liquid'],
    ['{{ properties.Size | Color }}', '@liquid'],
    ['{{> header}}', '{{traits.name}}'],
    ['{{^traits.vip}}no', '{{traits.name}}'],
    ['Hi ${traits.name}', '{{traits.name}}'],
    ['Hi {traits.name}', '{{traits.name}}'],
  ])('%s is a warning, because saved mappings must run', (template, help) => {
    expect(findProblem(template)).toMatchObject({ code: 'CM508', help: expect.stringContaining(help) })
  })

  test.each([
    '{{{traits.name}}} {{ traits.first name }}',
    "{{context['utm.source'].first touch}}",
    '{{properties.Price (USD)}}',
    '{{integrations.Snap Conversions Api}}',
    "{{it's}}",
    '{"a": {{properties.a}}}',
    '{ braces }',
  ])('%s is allowed', template => {
    expect(findProblem(template)).toBeUndefined()
  })

  test('does not suggest Liquid in a URL', () => {
    const problem = findProblem('https://example.com/{{ payload.id | url_encode }}', true)
    expect(problem).toMatchObject({ code: 'CM507', help: expect.stringContaining('compute the value in a field') })
    expect(problem?.fix).toBeUndefined()
  })
})
