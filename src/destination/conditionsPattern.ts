const anyCase = (...words: string[]) =>
  `(?:${words.map(word => word.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)).join('|')})`

const text = `"(?:\\\\.|[^"\\\\])*"|'(?:\\\\.|[^'\\\\])*'`
const notPath = `(?![-+]?\\d|${anyCase('and', 'or', 'not', 'in', 'true', 'false', 'null')}[\\s=!])`
const path = `${notPath}(?:\\\\.|\\[\\s*(?:\\d+|${text})\\s*\\]|[^\\s=<>!()[\\],"'&|\\\\])+`
const value = `(?:${text}|(?:[-+]?\\d[\\d.eE+-]*|${anyCase('true', 'false', 'null')})(?=\\s|$))`
const condition = `${path}\\s*!?=\\s*${value}`
const joined = ['or', 'and'].map(word => `(?:\\s*${anyCase(word)}\\s+${condition})*`).join('|')

/** Pattern of conditions as a string, joined by one word, as `readConditions` reads them. */
export const conditionsPattern = `^\\s*${condition}(?:${joined})\\s*$`
