import { readdirSync } from 'node:fs'
import { consumed } from './measure.js'

/** Every file here that asks a question exports `question` and `run`. Names on the command line choose some. */
const chosen = process.argv.slice(2)
const files = readdirSync(import.meta.dirname).filter(file => file.endsWith('.question.js'))

for (const file of files.toSorted()) {
  const name = file.replace('.question.js', '')
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const { question, run } = await import(`./${file}`)
  console.log(`\n${question}`)
  await run()
}
console.log(`\n(${consumed()})`)
