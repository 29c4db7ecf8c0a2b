import { describeKind } from '../../value/index.ts'

/** Values that an error message mentions. */
export interface Facts {
  readonly value?: unknown
  readonly value2?: unknown
  /** Number of an argument, from 1. */
  readonly index?: number
  /** Type of an argument's items, in the plural. */
  readonly type?: string
  readonly token?: string
  readonly functionName?: string
  readonly message?: string
}

/** Prints a value for a message. Long values and non-scalars are described by kind. */
function show(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'bigint') return 'a BigInt'
  if (typeof value === 'object' && value !== null) return describeKind(value)
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

const limits = 'an unending recursion or loop is the usual reason'

/** Messages of run-time errors. Messages of syntax errors come from the parser. */
export const messages: ReadonlyMap<string, (facts: Facts) => string> = new Map<string, (facts: Facts) => string>([
  ['T0410', ({ index }) => `argument ${index} does not match the signature of the function`],
  ['T0411', ({ index }) => `argument ${index} is missing, and the context has the wrong type to replace it`],
  ['T0412', ({ index, type }) => `argument ${index} must be an array of ${type}`],
  ['D1001', ({ value }) => `${value} is out of the range of numbers`],
  ['D1002', ({ value }) => `cannot negate ${show(value)}, which is not a number`],
  ['T1003', ({ value }) => `a key of an object must be a string, not ${show(value)}`],
  ['D1004', () => 'the regular expression matches an empty string'],
  ['T1005', ({ token }) => `\`${token}\` is a field, not a function; the function is \`$${token}\``],
  ['T1006', () => 'the called value is not a function'],
  ['T1007', ({ token }) => `\`${token}\` is a field, not a function; the function is \`$${token}\``],
  ['T1008', () => 'the partially applied value is not a function'],
  ['D1009', ({ value }) => `an object has the key ${show(value)} twice`],
  ['T1010', () => 'a function in place of a regular expression must return start, end, groups and next'],
  ['D1011', () => `the expression calls functions too deep; ${limits}`],
  ['D1012', () => `the expression takes too long; ${limits}`],
  ['D1013', ({ value }) => `the key ${show(value)} is reserved`],
  ['T2001', ({ value }) => `the left side of an arithmetic operator must be a number, not ${show(value)}`],
  ['T2002', ({ value }) => `the right side of an arithmetic operator must be a number, not ${show(value)}`],
  ['T2003', ({ value }) => `a range must start with an integer, not ${show(value)}`],
  ['T2004', ({ value }) => `a range must end with an integer, not ${show(value)}`],
  ['T2006', ({ value }) => `the right side of \`~>\` must be a function, not ${show(value)}`],
  ['T2007', ({ value, value2 }) => `cannot order ${show(value)} and ${show(value2)}, which differ in type`],
  ['T2008', ({ value }) => `can only order by strings and numbers, not ${show(value)}`],
  ['T2009', ({ value, value2 }) => `cannot compare ${show(value)} with ${show(value2)}, which differ in type`],
  ['T2010', ({ value }) => `can only compare strings and numbers, not ${show(value)}`],
  ['T2011', ({ value }) => `the update of a transform must be an object, not ${show(value)}`],
  ['T2012', ({ value }) => `a transform can only delete a string or a list of strings, not ${show(value)}`],
  ['T2013', () => 'a transform needs $clone, which is not a function here'],
  ['D2014', ({ value }) => `a range of ${value} numbers is too long; at most 10000000 are allowed`],
  ['D2015', () => 'a sequence or string grows too long'],
  ['D3001', () => 'an infinite number cannot become a string'],
  ['D3010', () => 'argument 2 of $replace must not be an empty string'],
  ['D3011', () => 'argument 4 of $replace must not be negative'],
  ['D3012', ({ value }) => `a match can only be replaced by a string, not by ${show(value)}`],
  ['D3020', () => 'argument 3 of $split must not be negative'],
  ['D3030', ({ value }) => `${show(value)} is not a number`],
  ['D3040', () => 'argument 3 of $match must not be negative'],
  ['D3050', () => 'the function passed to $reduce must take at least two arguments'],
  ['D3060', ({ value }) => `${value} has no square root`],
  ['D3061', ({ value }) => `a power of ${value} is out of the range of numbers`],
  ['D3070', () => '$sort needs a comparison function for items that are not all strings or all numbers'],
  ['D3080', () => 'a picture has at most two parts'],
  ['D3081', () => 'a picture has at most one decimal separator'],
  ['D3082', () => 'a picture has at most one percent sign'],
  ['D3083', () => 'a picture has at most one per-mille sign'],
  ['D3084', () => 'a picture has a percent or a per-mille sign, not both'],
  ['D3085', () => 'a picture needs at least one digit'],
  ['D3086', () => 'the digits of a picture must stand together'],
  ['D3087', () => 'a grouping separator of a picture stands beside its decimal separator'],
  ['D3088', () => 'a grouping separator ends the integer part of a picture'],
  ['D3089', () => 'two grouping separators of a picture stand side by side'],
  ['D3090', () => 'optional digits come first in the integer part of a picture'],
  ['D3091', () => 'optional digits come last in the fraction of a picture'],
  ['D3092', () => 'a picture with a percent or per-mille sign has no exponent'],
  ['D3093', () => 'the exponent of a picture may have digits only'],
  ['D3100', ({ value }) => `a radix is from 2 to 36, not ${value}`],
  ['D3110', ({ value }) => `${show(value)} is not an ISO 8601 time`],
  ['D3120', ({ value }) => `the string passed to $eval is not an expression: ${value}`],
  ['D3121', ({ value }) => `the expression passed to $eval failed: ${value}`],
  ['D3130', ({ value }) => `${show(value)} is not a number format`],
  ['D3131', () => 'the digits of a picture must come from one script'],
  ['D3132', ({ value }) => `${show(value)} is not a component of a date picture`],
  ['D3133', ({ value }) => `only months and days have names, not ${show(value)}`],
  ['D3134', () => 'a time zone in a picture has at most four digits'],
  ['D3135', () => 'a bracket of a date picture is not closed'],
  ['D3136', () => 'the date picture has too few components to parse a time'],
  ['D3138', () => '$single found more than one match'],
  ['D3139', () => '$single found no match'],
  ['D3140', ({ value, functionName }) => `Malformed URL passed to $${functionName}(): ${JSON.stringify(value)}`],
])
