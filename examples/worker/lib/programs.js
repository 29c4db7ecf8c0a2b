import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { program } from 'callmap'

/** Programs by definition, which all accounts of a destination share. */
const programs = new Map()
const definitions = new Map()

/** Finds the file of a definition: beside the mappings file, or bundled. */
export function definitionFile(name, folder) {
  if (name.startsWith('.') || name.startsWith('/')) return new URL(name, folder)
  try {
    return new URL(import.meta.resolve(`callmap/destinations/${name}`))
  } catch {
    return undefined
  }
}

/** Reads a definition. The same text gives the same object. `undefined` without one. */
export function readDefinition(file) {
  let text
  try {
    text = readFileSync(fileURLToPath(file), 'utf8')
  } catch {
    return undefined
  }
  const known = definitions.get(file.href)
  if (known?.text === text) return known.definition
  const definition = JSON.parse(text)
  if (known) programs.delete(known.definition)
  definitions.set(file.href, { text, definition })
  return definition
}

/** Compiles a definition once. */
export function findProgram(definition) {
  const known = programs.get(definition) ?? program(definition)
  programs.set(definition, known)
  return known
}
