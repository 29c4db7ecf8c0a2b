import { watch } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CompileError } from 'callmap'
import { Account } from './account.js'
import { describe, log } from './log.js'

/** Milliseconds between two looks at all files. Changes that the system announces are seen at once. */
const interval = 30_000

/** Accounts of a directory of mappings files, which is watched. */
export class Accounts {
  #folder
  #createTokens
  #secrets
  #accounts = new Map()
  /** Files of accounts, with the state that was read. */
  #files = new Map()
  #reading = Promise.resolve()
  #share = 1
  #timer
  #watcher

  constructor(folder, createTokens, secrets = process.env) {
    this.#folder = resolve(folder)
    this.#createTokens = createTokens
    this.#secrets = secrets
  }

  async open() {
    await this.#read()
    let soon
    this.#watcher = watch(this.#folder, () => {
      clearTimeout(soon)
      soon = setTimeout(() => this.#readNext(), 50)
    })
    this.#watcher.on('error', error => log('error', 'accounts-not-watched', describe(error)))
    this.#timer = setInterval(() => this.#readNext(), interval)
  }

  close() {
    clearInterval(this.#timer)
    this.#watcher?.close()
  }

  /** Accounts with a file. */
  get all() {
    return [...this.#files.keys()].map(name => this.find(name))
  }

  /** True if an account has a file. */
  has(name) {
    return this.#files.has(name)
  }

  /** An account. It waits if it has no file. */
  find(name) {
    const known = this.#accounts.get(name)
    if (known) return known
    const account = new Account(name, this.#createTokens(name))
    account.share = this.#share
    this.#accounts.set(name, account)
    return account
  }

  /** Sets the part of the accounts' rates that this worker may use. */
  set share(share) {
    this.#share = share
    for (const account of this.#accounts.values()) account.share = share
  }

  #readNext() {
    this.#reading = this.#reading
      .then(() => this.#read())
      .catch(error => log('error', 'accounts-not-read', describe(error)))
  }

  async #read() {
    const names = (await readdir(this.#folder)).filter(file => /\.jsonc?$/.test(file)).map(file => [nameOf(file), file])
    const found = new Map(names)
    for (const name of this.#files.keys()) {
      if (found.has(name)) continue
      this.#files.delete(name)
      this.#accounts.get(name)?.unload()
      log('info', 'account-removed', { account: name })
    }
    // Many accounts have the same definition.
    const states = new Map()
    const describeDefinition = async file => {
      if (!states.has(file)) states.set(file, await describeFile(file))
      return states.get(file)
    }
    for (const [name, file] of found) await this.#readFile(name, join(this.#folder, file), describeDefinition)
  }

  async #readFile(name, file, describeDefinition) {
    const known = this.#files.get(name)
    const state = await describeFile(file)
    if (known && known.state === state && known.definitionState === (await describeDefinition(known.definition))) return
    const text = await readIfThere(file)
    if (text === undefined) return
    // Definitions may be in the same folder.
    if (!/"destination"\s*:/.test(text)) return
    const account = this.find(name)
    const read = { state, definition: undefined, definitionState: undefined }
    this.#files.set(name, read)
    try {
      account.load(text, pathToFileURL(file), this.#secrets)
      log('info', 'account-loaded', { account: name, destination: account.destination.slug })
    } catch (error) {
      const mistakes =
        error instanceof CompileError ? error.diagnostics.map(({ code, at }) => ({ code, at })) : describe(error)
      log('error', 'account-not-loaded', { account: name, mistakes })
    }
    if (account.definitionFile) {
      read.definition = fileURLToPath(account.definitionFile)
      read.definitionState = await describeDefinition(read.definition)
    }
  }
}

function nameOf(file) {
  return file.replace(/\.jsonc?$/, '')
}

/** A file may be removed after its folder was read. */
async function readIfThere(file) {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

async function describeFile(file) {
  if (file === undefined) return undefined
  try {
    const { mtimeMs, size, ino } = await stat(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return undefined
  }
}
