/** Languages used in a definition; each has its own word for the same thing. */
export type Language = 'directive' | 'expression' | 'trigger' | 'filter'

/** A name, forms to choose from, or a directive in which `hole` marks the place of the argument. */
export type Form = string | readonly string[] | { readonly [directive: `@${string}`]: unknown }

export const hole = '…'

/** Words of other languages, in lower case without punctuation, and their forms in callmap. */
interface Row extends Partial<Readonly<Record<Language, Form>>> {
  readonly words: string
}

const changeCase = (operator: string) => ({ '@case': { operator, value: hole } })
const json = (mode: string) => ({ '@json': { mode, value: hole } })
const jsonata = (text: string) => ({ '@jsonata': text })

const cases = ['condition ? then : else']
const chain = "a = 'x' ? 1 : a = 'y' ? 2 : 3"
const unset = 'isnull isempty empty isblank missing absent isundefined'
const set = 'exists isset defined present has notnull isnotnull isdefined'

/** For a word in two rows, the first row with a form for the language wins. */
const table: readonly Row[] = [
  {
    words: 'upper toupper touppercase uppercase ucase upcase strtoupper',
    directive: changeCase('upper'),
    expression: '$uppercase',
    trigger: 'uppercase',
    filter: 'upcase',
  },
  {
    words: 'lower tolower tolowercase lowercase lcase downcase strtolower',
    directive: changeCase('lower'),
    expression: '$lowercase',
    trigger: 'lowercase',
    filter: 'downcase',
  },
  {
    words: 'len length strlen size count',
    directive: ['{ "@jsonata": "$length(…)" }', '{ "@jsonata": "$count(…)" }'],
    expression: ['$length(text)', '$count(list)'],
    trigger: 'length',
    filter: 'size',
  },
  { words: 'if iif when cond condition ternary', directive: '@if', expression: cases },
  { words: 'switch match choose select lookup enum', directive: jsonata(chain) },
  { words: 'switch case choose select', expression: [chain] },
  { words: 'default fallback or else otherwise first firstof ifnull nvl either', directive: '@coalesce' },
  { words: 'coalesce default fallback ifnull nvl firstof either', expression: ['a ?? b'], filter: 'default' },
  { words: 'get property prop ref reference var variable jsonpath pointer from source', directive: '@path' },
  { words: 'get field property prop path jsonpath', expression: ['traits.email'] },
  { words: 'const constant raw value fixed static verbatim', directive: '@literal' },
  { words: 'concat concatenate interpolate format sprintf string text str', directive: '@template' },
  { words: 'concat concatenate strcat', expression: ['a & b'], filter: 'append' },
  { words: 'format sprintf interpolate', expression: ['"Hi " & traits.name'] },
  { words: 'map each foreach for loop array list items iterate', directive: '@arrayPath' },
  { words: 'foreach collect', expression: '$map', filter: 'map' },
  { words: 'where select grep', expression: '$filter' },
  { words: 'find detect', expression: ['list[condition][0]'] },
  { words: 'fold foldl inject accumulate', expression: '$reduce' },
  { words: 'regex regexp sub gsub substitute replaceall', directive: '@replace' },
  { words: 'replaceall gsub substitute strreplace', expression: '$replace', filter: 'replace' },
  {
    words: 'expr expression js javascript script eval jq code calc compute formula function fn',
    directive: '@jsonata',
  },
  { words: 'handlebars mustache jinja nunjucks twig', directive: '@liquid' },
  { words: 'parsejson jsonparse fromjson jsondecode decode parse', directive: json('decode') },
  { words: 'tojson jsonencode encode stringify', directive: json('encode'), expression: '$string', filter: 'json' },
  { words: 'assign extend spread combine union', directive: '@merge', expression: '$merge' },
  { words: 'omitnull skipnull dropnull removenull', directive: '@excludeWhenNull' },
  { words: 'omitempty skipempty dropempty removeempty prune', directive: '@compact' },
  { words: 'pick only passthrough payload', directive: '@fields' },
  { words: 'omitnull omitempty skipnull dropnull removenull', expression: '$compact', filter: 'compact' },
  { words: set, directive: { '@if': { exists: hole, then: true, else: false } }, trigger: ['properties.vip != null'] },
  { words: set, expression: '$exists' },
  { words: unset, trigger: ['properties.vip = null'], expression: ['$not($exists(a))'] },
  {
    words: 'contain includes include has',
    trigger: 'contains',
    expression: ['$contains(text, part)', 'value in list'],
  },
  { words: 'matches glob wildcard', trigger: 'match' },
  { words: 'matches regex regexp like test', expression: ['$contains(text, /pattern/)'] },
  { words: 'startswith beginswith hasprefix', trigger: ['match(event, "x*")'], expression: ['$contains(text, /^x/)'] },
  { words: 'endswith hassuffix', trigger: ['match(event, "*x")'], expression: ['$contains(text, /x$/)'] },
  { words: 'equals eq equal is', trigger: ['event = "x"'], expression: ['a = b'] },
  { words: 'type kind gettype typeof', trigger: 'typeof', expression: '$type' },
  {
    words: 'substr substring mid slice',
    directive: jsonata('$substring(…, 0, 10)'),
    expression: '$substring',
    filter: 'slice',
  },
  { words: 'trim strip', directive: jsonata('$trim(…)'), expression: '$trim', filter: 'strip' },
  { words: 'split explode', directive: jsonata('$split(…, ",")'), expression: '$split', filter: 'split' },
  { words: 'join implode', directive: jsonata('$join(…, ",")'), expression: '$join', filter: 'join' },
  {
    words: 'number num int integer float tonumber parseint parsefloat toint tofloat',
    directive: jsonata('$number(…)'),
    expression: '$number',
  },
  { words: 'bool boolean tobool toboolean', directive: jsonata('$boolean(…)'), expression: '$boolean' },
  { words: 'str tostring text cast', expression: '$string' },
  { words: 'sum', directive: jsonata('$sum(…)') },
  { words: 'add plus', directive: jsonata('… + 1'), expression: ['a + b'], filter: 'plus' },
  { words: 'subtract sub', directive: jsonata('… - 1'), expression: ['a - b'], filter: 'minus' },
  { words: 'multiply mul times', directive: jsonata('… * 100'), expression: ['a * b'], filter: 'times' },
  { words: 'divide div', directive: jsonata('… / 100'), expression: ['a / b'], filter: 'divided_by' },
  { words: 'mod modulo', expression: ['a % b'] },
  { words: 'round', directive: jsonata('$round(…)') },
  { words: 'tofixed', expression: ['$round(number, 2)'], filter: 'round' },
  { words: 'pow', expression: '$power' },
  { words: 'avg mean', expression: '$average' },
  { words: 'ceiling', expression: '$ceil', filter: 'ceil' },
  { words: 'uniq unique dedupe dedup', expression: '$distinct' },
  { words: 'push', expression: '$append' },
  { words: 'head first', expression: ['list[0]'] },
  { words: 'last', expression: ['list[-1]'] },
  { words: 'hash sha256 digest', directive: jsonata('$hash(…)'), expression: ['$hash(text)'] },
  { words: 'sha1', directive: jsonata('$hash(…, "sha1")'), expression: ['$hash(text, "sha1")'] },
  { words: 'md5', directive: jsonata('$hash(…, "md5")'), expression: ['$hash(text, "md5")'] },
  {
    words: 'date datetime todate parsedate',
    directive: jsonata('$isoTime(…)'),
    expression: '$isoTime',
    filter: 'date',
  },
  { words: 'strftime formatdate dateformat', expression: ['$fromMillis($toMillis(time), "[Y0001]-[M01]-[D01]")'] },
  { words: 'timestamp epoch unix tounix totimestamp', directive: jsonata('$unixTime(…)'), expression: '$unixTime' },
  { words: 'unixms epochms timestampms epochmillis', expression: '$unixMillis' },
  { words: 'urlencode encodeuricomponent encodeuri', expression: '$encodeUrlComponent', filter: 'url_encode' },
  { words: 'urldecode decodeuricomponent', expression: '$decodeUrlComponent', filter: 'url_decode' },
  { words: 'base64 btoa tobase64', expression: '$base64encode', filter: 'base64_encode' },
  { words: 'atob frombase64', expression: '$base64decode', filter: 'base64_decode' },
  { words: 'titlecase title ucfirst', filter: 'capitalize' },
  { words: 'and all', expression: ['a and b'] },
  { words: 'or any', expression: ['a or b'] },
]

const byWord = new Map<string, Partial<Record<Language, Form>>>()
for (const { words, ...forms } of table) {
  for (const word of words.split(' ')) byWord.set(word, { ...forms, ...byWord.get(word) })
}

/** Translates a word of another language. */
export function synonym(word: string, language: Language): Form | undefined {
  return byWord.get(word.replace(/[^A-Za-z0-9]/g, '').toLowerCase())?.[language]
}
