/** A command of the page, with its keys. */
export interface Shortcut {
  readonly id: string
  readonly title: string
  /** Keys as `KeyboardEvent.key`, with `Mod` for Ctrl or ⌘. */
  readonly keys: string
}

export const commands: readonly Shortcut[] = [
  { id: 'run', title: 'Run', keys: 'Mod+Enter' },
  { id: 'nextPane', title: 'Next pane', keys: 'F6' },
  { id: 'previousPane', title: 'Previous pane', keys: 'Shift+F6' },
  { id: 'nextProblem', title: 'Next problem', keys: 'F8' },
  { id: 'previousProblem', title: 'Previous problem', keys: 'Shift+F8' },
  { id: 'fix', title: 'Fix the problem', keys: 'Mod+.' },
  { id: 'commands', title: 'Commands', keys: 'Mod+k' },
  { id: 'saveTest', title: 'Save the result as a test', keys: 'Mod+s' },
  { id: 'share', title: 'Share', keys: 'Mod+Shift+l' },
  { id: 'open', title: 'Open', keys: 'Mod+o' },
  { id: 'keys', title: 'Keys', keys: '?' },
]

/** Keys that editors and lists have by themselves. */
export const otherKeys: readonly { readonly title: string; readonly keys: string }[] = [
  { title: 'Choose in lists, tabs and payloads', keys: 'Arrow keys' },
  { title: 'From a value to its expression', keys: 'Enter' },
  { title: 'From a value to its source', keys: 'Shift+Enter' },
  { title: 'Leave an editor', keys: 'Escape, then Tab' },
]

/** The command that an event of the keyboard calls. */
export function findCommand(event: KeyboardEvent): Shortcut | undefined {
  const { key, ctrlKey, metaKey, shiftKey, target } = event
  const isTyping = target instanceof Element && target.closest('input, textarea, .cm-editor') !== null
  const parts = [
    ctrlKey || metaKey ? 'Mod' : '',
    shiftKey && key !== '?' ? 'Shift' : '',
    key.length === 1 ? key.toLowerCase() : key,
  ]
  const pressed = parts.filter(Boolean).join('+')
  if (pressed === '?' && isTyping) return undefined
  return commands.find(({ keys }) => keys === pressed)
}

/** `Ctrl Shift L` */
export function printKeys(keys: string): string {
  const parts = keys.split('+').map(part => (part === 'Mod' ? 'Ctrl' : part.length === 1 ? part.toUpperCase() : part))
  return parts.join(' ')
}
