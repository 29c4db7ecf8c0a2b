/** Prints a command of GitHub Actions that annotates a file: `::error file=a.json,line=1::message`. */
export function workflowCommand(
  level: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const shown = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${[level, ...(shown.length > 0 ? [shown.join(',')] : [])].join(' ')}::${escapeData(message)}\n`
}

/** Escapes line breaks, which would end a command. */
function escapeData(text: string): string {
  return text.replace(/[%\r\n]/g, encodeURIComponent)
}

function escapeProperty(text: string): string {
  return text.replace(/[%\r\n:,]/g, encodeURIComponent)
}
