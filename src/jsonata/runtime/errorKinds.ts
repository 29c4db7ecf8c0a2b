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
  readonly functionName?: string | undefined
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

/** A kind of error: its code in the JSONata language, and its message. */
export interface ErrorKind {
  readonly code: string
  readonly message: (facts: Facts) => string
}

function kind(code: string, message: ErrorKind['message']): ErrorKind {
  return { code, message }
}

// Kinds of run-time errors. Each has a name of its own, so that bundles hold those that they can throw.

export const T0410 = /* @__PURE__ */ kind(
  'T0410',
  ({ index }) => `argument ${index} does not match the signature of the function`,
)
export const T0411 = /* @__PURE__ */ kind(
  'T0411',
  ({ index }) => `argument ${index} is missing, and the context has the wrong type to replace it`,
)
export const T0412 = /* @__PURE__ */ kind('T0412', ({ index, type }) => `argument ${index} must be an array of ${type}`)
export const D1001 = /* @__PURE__ */ kind('D1001', ({ value }) => `${value} is out of the range of numbers`)
export const D1002 = /* @__PURE__ */ kind('D1002', ({ value }) => `cannot negate ${show(value)}, which is not a number`)
export const T1003 = /* @__PURE__ */ kind(
  'T1003',
  ({ value }) => `a key of an object must be a string, not ${show(value)}`,
)
export const D1004 = /* @__PURE__ */ kind('D1004', () => 'the regular expression matches an empty string')
export const T1005 = /* @__PURE__ */ kind(
  'T1005',
  ({ token }) => `\`${token}\` is a field, not a function; the function is \`$${token}\``,
)
export const T1006 = /* @__PURE__ */ kind('T1006', ({ functionName, value }) =>
  functionName ? `\`$${functionName}\` is ${show(value)}, not a function` : 'the called value is not a function',
)
export const T1007 = /* @__PURE__ */ kind(
  'T1007',
  ({ token }) => `\`${token}\` is a field, not a function; the function is \`$${token}\``,
)
export const T1008 = /* @__PURE__ */ kind('T1008', () => 'the partially applied value is not a function')
export const D1009 = /* @__PURE__ */ kind('D1009', ({ value }) => `an object has the key ${show(value)} twice`)
export const T1010 = /* @__PURE__ */ kind(
  'T1010',
  () => 'a function in place of a regular expression must return start, end, groups and next',
)
export const D1011 = /* @__PURE__ */ kind('D1011', () => `the expression calls functions too deep; ${limits}`)
export const D1012 = /* @__PURE__ */ kind('D1012', () => `the expression takes too long; ${limits}`)
export const D1013 = /* @__PURE__ */ kind('D1013', ({ value }) => `the key ${show(value)} is reserved`)
export const T2001 = /* @__PURE__ */ kind(
  'T2001',
  ({ value }) => `the left side of an arithmetic operator must be a number, not ${show(value)}`,
)
export const T2002 = /* @__PURE__ */ kind(
  'T2002',
  ({ value }) => `the right side of an arithmetic operator must be a number, not ${show(value)}`,
)
export const T2003 = /* @__PURE__ */ kind(
  'T2003',
  ({ value }) => `a range must start with an integer, not ${show(value)}`,
)
export const T2004 = /* @__PURE__ */ kind(
  'T2004',
  ({ value }) => `a range must end with an integer, not ${show(value)}`,
)
export const T2006 = /* @__PURE__ */ kind(
  'T2006',
  ({ value }) => `the right side of \`~>\` must be a function, not ${show(value)}`,
)
export const T2007 = /* @__PURE__ */ kind(
  'T2007',
  ({ value, value2 }) => `cannot order ${show(value)} and ${show(value2)}, which differ in type`,
)
export const T2008 = /* @__PURE__ */ kind(
  'T2008',
  ({ value }) => `can only order by strings and numbers, not ${show(value)}`,
)
export const T2009 = /* @__PURE__ */ kind(
  'T2009',
  ({ value, value2 }) => `cannot compare ${show(value)} with ${show(value2)}, which differ in type`,
)
export const T2010 = /* @__PURE__ */ kind(
  'T2010',
  ({ value }) => `can only compare strings and numbers, not ${show(value)}`,
)
export const T2011 = /* @__PURE__ */ kind(
  'T2011',
  ({ value }) => `the update of a transform must be an object, not ${show(value)}`,
)
export const T2012 = /* @__PURE__ */ kind(
  'T2012',
  ({ value }) => `a transform can only delete a string or a list of strings, not ${show(value)}`,
)
export const T2013 = /* @__PURE__ */ kind('T2013', () => 'a transform needs $clone, which is not a function here')
export const D2014 = /* @__PURE__ */ kind(
  'D2014',
  ({ value }) => `a range of ${value} numbers is too long; at most 10000000 are allowed`,
)
export const D2015 = /* @__PURE__ */ kind('D2015', () => 'a sequence or string grows too long')
export const D3001 = /* @__PURE__ */ kind('D3001', () => 'an infinite number cannot become a string')
export const D3010 = /* @__PURE__ */ kind('D3010', () => 'argument 2 of $replace must not be an empty string')
export const D3011 = /* @__PURE__ */ kind('D3011', () => 'argument 4 of $replace must not be negative')
export const D3012 = /* @__PURE__ */ kind(
  'D3012',
  ({ value }) => `a match can only be replaced by a string, not by ${show(value)}`,
)
export const D3020 = /* @__PURE__ */ kind('D3020', () => 'argument 3 of $split must not be negative')
export const D3030 = /* @__PURE__ */ kind('D3030', ({ value }) => `${show(value)} is not a number`)
export const D3040 = /* @__PURE__ */ kind('D3040', () => 'argument 3 of $match must not be negative')
export const D3050 = /* @__PURE__ */ kind(
  'D3050',
  () => 'the function passed to $reduce must take at least two arguments',
)
export const D3060 = /* @__PURE__ */ kind('D3060', ({ value }) => `${value} has no square root`)
export const D3061 = /* @__PURE__ */ kind('D3061', ({ value }) => `a power of ${value} is out of the range of numbers`)
export const D3070 = /* @__PURE__ */ kind(
  'D3070',
  () => '$sort needs a comparison function for items that are not all strings or all numbers',
)
export const D3080 = /* @__PURE__ */ kind('D3080', () => 'a picture has at most two parts')
export const D3081 = /* @__PURE__ */ kind('D3081', () => 'a picture has at most one decimal separator')
export const D3082 = /* @__PURE__ */ kind('D3082', () => 'a picture has at most one percent sign')
export const D3083 = /* @__PURE__ */ kind('D3083', () => 'a picture has at most one per-mille sign')
export const D3084 = /* @__PURE__ */ kind('D3084', () => 'a picture has a percent or a per-mille sign, not both')
export const D3085 = /* @__PURE__ */ kind('D3085', () => 'a picture needs at least one digit')
export const D3086 = /* @__PURE__ */ kind('D3086', () => 'the digits of a picture must stand together')
export const D3087 = /* @__PURE__ */ kind(
  'D3087',
  () => 'a grouping separator of a picture stands beside its decimal separator',
)
export const D3088 = /* @__PURE__ */ kind('D3088', () => 'a grouping separator ends the integer part of a picture')
export const D3089 = /* @__PURE__ */ kind('D3089', () => 'two grouping separators of a picture stand side by side')
export const D3090 = /* @__PURE__ */ kind('D3090', () => 'optional digits come first in the integer part of a picture')
export const D3091 = /* @__PURE__ */ kind('D3091', () => 'optional digits come last in the fraction of a picture')
export const D3092 = /* @__PURE__ */ kind('D3092', () => 'a picture with a percent or per-mille sign has no exponent')
export const D3093 = /* @__PURE__ */ kind('D3093', () => 'the exponent of a picture may have digits only')
export const D3100 = /* @__PURE__ */ kind('D3100', ({ value }) => `a radix is from 2 to 36, not ${value}`)
export const D3110 = /* @__PURE__ */ kind('D3110', ({ value }) => `${show(value)} is not an ISO 8601 time`)
export const D3120 = /* @__PURE__ */ kind(
  'D3120',
  ({ value }) => `the string passed to $eval is not an expression: ${value}`,
)
export const D3121 = /* @__PURE__ */ kind('D3121', ({ value }) => `the expression passed to $eval failed: ${value}`)
export const D3130 = /* @__PURE__ */ kind('D3130', ({ value }) => `${show(value)} is not a number format`)
export const D3131 = /* @__PURE__ */ kind('D3131', () => 'the digits of a picture must come from one script')
export const D3132 = /* @__PURE__ */ kind('D3132', ({ value }) => `${show(value)} is not a component of a date picture`)
export const D3133 = /* @__PURE__ */ kind('D3133', ({ value }) => `only months and days have names, not ${show(value)}`)
export const D3134 = /* @__PURE__ */ kind('D3134', () => 'a time zone in a picture has at most four digits')
export const D3135 = /* @__PURE__ */ kind('D3135', () => 'a bracket of a date picture is not closed')
export const D3136 = /* @__PURE__ */ kind('D3136', () => 'the date picture has too few components to parse a time')
export const D3138 = /* @__PURE__ */ kind('D3138', () => '$single found more than one match')
export const D3139 = /* @__PURE__ */ kind('D3139', () => '$single found no match')
export const D3140 = /* @__PURE__ */ kind(
  'D3140',
  ({ value, functionName }) => `Malformed URL passed to $${functionName}(): ${JSON.stringify(value)}`,
)
