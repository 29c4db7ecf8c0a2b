import { describe, expect, it } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseTrigger } from './index.ts'

function listProblems(text: string) {
  const problems = new DiagnosticBag()
  parseTrigger(text, problems, '/trigger')
  return problems.errors
}

/** Applies the first fix. */
function fixed(text: string): string | undefined {
  const edit = listProblems(text)[0]?.fix?.edits[0]
  if (edit === undefined || !('text' in edit) || edit.span === undefined) return undefined
  return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)
}

describe('translates syntax of other languages', () => {
  it.each([
    ['event contains "x"', 'contains(event, "x")'],
    ['event does not contain "x"', '!contains(event, "x")'],
    ['event !contains "x"', '!contains(event, "x")'],
    ['lowercase(event) contains "x"', 'contains(lowercase(event), "x")'],
    ['event starts with "50*"', 'match(event, "50\\\\**")'],
    ['event startsWith "x"', 'match(event, "x*")'],
    ['event ends_with "x"', 'match(event, "*x")'],
    ['event matches "Order *"', 'match(event, "Order *")'],
    ['event matches "^Order .*"', 'match(event, "Order *")'],
    ["event LIKE '%x_'", 'match(event, "*x?")'],
    ['event not like "%x%"', '!contains(event, "x")'],
    ['event ilike "X%"', 'match(lowercase(event), "x*")'],
    ['event is "x"', 'event = "x"'],
    ['event is not "x"', 'event != "x"'],
    ['userId IS NOT NULL', 'userId != null'],
    ['userId is null', 'userId = null'],
    ['traits.email is not empty', 'traits.email != null'],
    ['properties.vip exists', 'properties.vip != null'],
    ['exists properties.vip', 'properties.vip != null'],
    ['event not in ["a"]', '!(event in ["a"])'],
    ['event not in ("a", "b")', '!(event in ["a", "b"])'],
    ['event in ("a", "b")', 'event in ["a", "b"]'],
    ['properties.n between 1 and 5', '(properties.n >= 1 and properties.n <= 5)'],
    ['properties.n gte 5', 'properties.n >= 5'],
    ['properties.n => 5', 'properties.n >= 5'],
    ['properties.n is greater than 5', 'properties.n > 5'],
    ['startsWith(event, "x")', 'match(event, "x*")'],
    ['event.startsWith("x")', 'match(event, "x*")'],
    ['exists(properties.vip)', 'properties.vip != null'],
    ['isNull(userId)', 'userId = null'],
    ['len(properties.products) > 2', 'length(properties.products) > 2'],
    ['lower(event) = "x"', 'lowercase(event) = "x"'],
    ['includes(event, "x")', 'contains(event, "x")'],
    ['$.properties.x = 1', 'properties.x = 1'],
    ['type: "track"', 'type = "track"'],
    ['type = "track" & userId = "u"', 'type = "track" and userId = "u"'],
    ['type="track"&&userId="u"', 'type="track" and userId="u"'],
    ['type="track",userId="u"', 'type="track" and userId="u"'],
    ['properties.n=1||userId="u"', 'properties.n=1 or userId="u"'],
    ['event = “Order, and more”', 'event = "Order, and more"'],
    ['event in [‘x’]', 'event in ["x"]'],
    ['message.event = "x"', 'event = "x"'],
    ['user.traits.email = "x"', 'traits.email = "x"'],
    ['event matches "/^Order/"', 'match(event, "Order*")'],
  ])('%s', (text, expected) => {
    const [problem] = listProblems(text)
    expect(problem?.help).toBeDefined()
    expect(fixed(text)).toBe(expected)
    expect(listProblems(expected)).toEqual([])
    expect(problem?.fix?.applicability).toBe('safe')
  })

  it.each([
    ['event ~ "x"', 'contains(event, "x")'],
    ['event =~ "^Order"', 'match(event, "Order*")'],
    ['event !~ "x"', '!contains(event, "x")'],
    ['event =~ "/^Order/"', 'match(event, "Order*")'],
    ['event contians "x"', 'contains(event, "x")'],
    ['properties.tags contains "x"', 'contains(properties.tags, "x")'],
    ['properties.vip', 'properties.vip = true'],
    ['!properties.vip', '!properties.vip = true'],
    ['event', 'event != null'],
    ['properties.x = None', 'properties.x = null'],
    ['properties.x != undefined', 'properties.x != null'],
    ['properties.total > 1,000', 'properties.total > 1000'],
    ['properties.total > 12,345,678 and userId = "u"', 'properties.total > 12345678 and userId = "u"'],
    ['length(properties.products)', 'length(properties.products) > 0'],
  ])('%s (unsafe fix)', (text, expected) => {
    expect(fixed(text)).toBe(expected)
    expect(listProblems(text)).toMatchObject([{ fix: { applicability: 'unsafe' } }])
    expect(listProblems(expected)).toEqual([])
  })

  it.each([
    ['event = properties.name', 'write `"properties.name"` for the string'],
    ['userId = nil', 'write `null`, or `"nil"` for the string'],
    ['event ~ "a+b"', 'write `match(event, "a*")`, where `*` is any string'],
    ['event contains', 'write `contains(event, "x")`'],
    ['event~"x"', 'write `match(event, "a*")`'],
    [
      'properties.tags contains "x"',
      'write `contains(properties.tags, "x")`, or `"x" in properties.tags` if it is a list',
    ],
    ['properties.vip', 'write `properties.vip = true`, or `properties.vip != null` to test that it is present'],
    ['traits.email.toLowerCase() = "a"', 'write `lowercase(traits.email)`'],
    [
      'event foo "x"',
      'the operators are `=`, `!=`, `<`, `<=`, `>`, `>=` and `in`; `contains(path, "text")` and `match(path, "a*")` are calls',
    ],
  ])('%s has help', (text, help) => {
    expect(listProblems(text)).toMatchObject([{ help }])
  })

  it('still finds other mistakes of the trigger', () => {
    const codes = listProblems('event contains "x" and userID == 1').map(({ code }) => code)
    expect(codes).toEqual(['CM201', 'CM301', 'CM202'])
  })
})
