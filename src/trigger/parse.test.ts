import { describe, expect, it } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseTrigger, printTrigger } from './index.ts'

function parse(text: unknown) {
  const problems = new DiagnosticBag()
  const trigger = parseTrigger(text, problems, '/trigger')
  return { trigger, problems: problems.list }
}

describe('parses and prints', () => {
  it.each([
    ['type="page"', 'type = "page"'],
    ["event = 'it\\'s'", 'event = "it\'s"'],
    ['event = "a \\"b\\" \\u00e9\\n"', 'event = "a \\"b\\" é\\n"'],
    ['properties.total>=-1.50e2', 'properties.total >= -150'],
    ['properties.x = -0', 'properties.x = 0'],
    ['userId = NULL or properties.vip != True', 'userId = null or properties.vip != true'],
    ['type = "track" AND event = "a" Or userId = null', 'type = "track" and event = "a" or userId = null'],
    ['type = "a" or (type = "b" or type = "c")', 'type = "a" or type = "b" or type = "c"'],
    ['(type = "a" or type = "b") and ((userId != null))', '(type = "a" or type = "b") and userId != null'],
    ['! userId = null and not match(event, "x*")', '!(userId = null) and !match(event, "x*")'],
    ['!(!(userId = null))', '!!(userId = null)'],
    ['event in["a",1,null,false]', 'event in ["a", 1, null, false]'],
    ['event in []', 'event in []'],
    ['"dark-mode" in properties.features', '"dark-mode" in properties.features'],
    ['length( properties.products )>2', 'length(properties.products) > 2'],
    ['lowercase(uppercase(event)) = "a"', 'lowercase(uppercase(event)) = "a"'],
    ['contains(lowercase(event), "a")', 'contains(lowercase(event), "a")'],
    ['match(event, "100\\*")', 'match(event, "100\\\\*")'],
    ['properties.a\\.b = 1', 'properties["a.b"] = 1'],
    ['properties.product\\ 1.price = 1', 'properties["product 1"].price = 1'],
    ['properties["a.b"][\'c\'][0].0 = 1', 'properties["a.b"].c[0][0] = 1'],
    ['properties.in = 1 and traits.and.or = 2', 'properties.in = 1 and traits.and.or = 2'],
    ['properties.my-key_$ = 1', 'properties.my-key_$ = 1'],
    ['properties.naïve = 1', 'properties["naïve"] = 1'],
    ['context.contains = "a" or traits.length > 1', 'context.contains = "a" or traits.length > 1'],
  ])('%s', (text, printed) => {
    const { trigger, problems } = parse(text)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(printTrigger(trigger!)).toBe(printed)
    expect(printTrigger(parse(printed).trigger!)).toBe(printed)
  })
})

describe('reports mistakes', () => {
  it.each<[string, [code: string, part: string, help?: RegExp][]]>([
    ['', [['CM201', '', /type = "track"/]]],
    ['  ', [['CM201', '']]],
    ['type == "track"', [['CM202', '==', /write `=`/]]],
    ['type = "track", event = "a"', [['CM202', ',', /write `and`/]]],
    [
      'type = "track" && event <> "a" || userId !== 1',
      [
        ['CM202', '&&'],
        ['CM202', '<>'],
        ['CM202', '||'],
        ['CM202', '!=='],
      ],
    ],
    ['event = Order Completed', [['CM204', 'Order Completed', /"Order Completed"/]]],
    [
      'type = track and event = Foo',
      [
        ['CM204', 'track'],
        ['CM204', 'Foo'],
      ],
    ],
    [
      'type = track event = "x"',
      [
        ['CM204', 'track'],
        ['CM201', 'event'],
      ],
    ],
    ['event in [Foo, "b"]', [['CM204', 'Foo']]],
    ['properties.since > 2024-01-01', [['CM204', '2024-01-01']]],
    ['userID = "x"', [['CM301', 'userID', /`userId`/]]],
    [
      'propertis.a = 1 or trait.b = 2',
      [
        ['CM301', 'propertis.a', /`properties`/],
        ['CM301', 'trait.b', /`traits`/],
      ],
    ],
    ['constructor.name = 1', [['CM301', 'constructor.name']]],
    ['__proto__.x = 1', [['CM301', '__proto__.x']]],
    ['matches(event, "a*") and event = 1', [['CM205', 'matches', /`match`/]]],
    ['Contains(event, "a")', [['CM205', 'Contains', /`contains`/]]],
    ['toString(event) = "a"', [['CM205', 'toString']]],
    [
      'contains("a", event) or event ~ 1',
      [
        ['CM201', '"a"', /contains\(path/],
        ['CM201', '~'],
      ],
    ],
    ['contains(event)', [['CM201', ')']]],
    ['match(event, "[a")', [['CM201', '"[a"']]],
    ['match(event, "[z-a]")', [['CM201', '"[z-a]"']]],
    ['properties.vip', [['CM201', '', /properties\.vip != null/]]],
    ['length(event)', [['CM201', '']]],
    ['"a" = event', [['CM201', '=']]],
    ['event < null', [['CM201', 'event < null']]],
    ['event = ', [['CM201', '']]],
    ['event = "a" userId = 1', [['CM201', 'userId']]],
    ['event = "a', [['CM201', '"a']]],
    ['event = 1e999', [['CM201', '1e999']]],
    ['(event = "a"', [['CM201', '(']]],
    ['event = "a")', [['CM201', ')']]],
    ['()', [['CM201', ')']]],
    ['event in "a"', [['CM201', '"a"']]],
    ['event in ["a"', [['CM201', '']]],
    ['properties. = 1', [['CM201', '.']]],
    ['properties[x] = 1', [['CM201', '[']]],
    [
      'and',
      [
        ['CM201', 'and'],
        ['CM201', ''],
      ],
    ],
    ['event = "a" and', [['CM201', '']]],
    ['event not in ["a"]', [['CM201', 'not']]],
  ])('%s', (text, expected) => {
    const { trigger, problems } = parse(text)
    expect(trigger).toBeUndefined()
    expect(problems.map(({ code, span }) => [code, text.slice(span!.start, span!.end)])).toEqual(
      expected.map(([code, part]) => [code, part]),
    )
    for (const [i, [, , help]] of expected.entries()) if (help) expect(problems[i]?.help).toMatch(help)
  })

  it.each([undefined, null, 5, {}, ['type = "track"']])('%j is not a string', text => {
    expect(parse(text).problems).toMatchObject([{ code: 'CM101', at: '/trigger' }])
  })

  it.each([
    ['parentheses', `${'('.repeat(50_000)}type = "a"`, 'CM104'],
    ['negations', `${'!'.repeat(50_000)}type = "a"`, 'CM104'],
    ['functions', `${'length('.repeat(10_000)}event`, 'CM104'],
    ['length', 'type = "a" or '.repeat(10_000), 'CM206'],
  ])('too many %s', (_, text, code) => {
    expect(parse(text).problems).toMatchObject([{ code }])
  })

  it('parses 200 levels', () => {
    const text = `${'('.repeat(200)}type = "page"${')'.repeat(200)}`
    expect(printTrigger(parse(text).trigger!)).toBe('type = "page"')
  })
})

describe('warns about triggers that are never true', () => {
  it.each([
    'type = "identify" and type = "track"',
    'type = "trak"',
    'type in []',
    'type = "track" and (type = "page" or type = "screen" and userId = null)',
    '!(type = "track" or type != "track")',
    'properties.x > 5 and properties.x < 3',
    'properties.x > 5 and properties.x <= 5',
    'properties.x > 5 and properties.x = "6"',
    'properties.x > 5 and properties.x < "b"',
    'event = "a" and !(event = "a")',
    'event in ["a", "b"] and event != "a" and event != "b"',
    'event = "abc" and !match(event, "a*")',
    'event != null and event = null',
    'typeof(userId) = "array"',
    'lowercase(event) = "Order Completed"',
    'length(event) = 1 and length(event) = 2',
  ])('%s', text => {
    const { trigger, problems } = parse(text)
    expect(trigger).toBeDefined()
    expect(problems).toMatchObject([{ code: 'CM203', severity: 'warning' }])
  })

  it.each([
    ['type = "Track"', 'type = "track"'],
    ['type = "trak" and event = "a"', 'type = "track" and event = "a"'],
  ])('%s has the way out', (text, expected) => {
    const [problem] = parse(text).problems
    expect(problem).toMatchObject({ code: 'CM203', help: 'did you mean `track`?', fix: { applicability: 'unsafe' } })
    const [edit] = problem!.fix!.edits
    const { span, text: meant } = edit as { span: { start: number; end: number }; text: string }
    expect(text.slice(0, span.start) + meant + text.slice(span.end)).toBe(expected)
  })

  it.each([
    'type = "identify" and event = "a"',
    'type != "track"',
    'type in ["track", "page"] and type != "page"',
    'type = "track" or type = "trak"',
    'properties.x > 5 and properties.x < 5.5',
    'properties.x > 1e308',
    'properties.x < -1e308',
    'properties.x > "a" and properties.x < "b"',
    'properties.x > 5 and !(properties.y > 5) and properties.x != 6',
    '!(properties.x > 5) and !(properties.x < 6)',
    '1 in properties.a and 2 in properties.a',
    'typeof(userId) = "bool"',
    'lowercase(event) = "order completed"',
    'event = null and userId != null',
  ])('no warning: %s', text => {
    expect(parse(text).problems).toEqual([])
  })
})
