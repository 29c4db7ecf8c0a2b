import type { Command } from '../command.ts'

export const languageServer: Command = {
  name: 'language-server',
  takes: '',
  summary: 'help an editor with completion, findings and fixes',
  flags: [{ flag: '--stdio', description: 'talk on stdin and stdout, which is also the default' }],
  isAlone: true,
  examples: [['callmap language-server --stdio', 'started by an editor; `callmap help editors` shows how']],
  load: () => import('../commands/languageServer.ts'),
}
