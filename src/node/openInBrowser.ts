import { spawn } from 'node:child_process'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

/** Programs that open a file with its own program. `start` takes a title first. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** Opens a file in the browser. Nothing happens if no program can: its path has been printed. */
export function openInBrowser(path: string): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open']
  const opened = spawn(program!, [...args, pathToFileURL(path).href], { detached: true, stdio: 'ignore' })
  opened.on('error', () => {})
  opened.unref()
}
