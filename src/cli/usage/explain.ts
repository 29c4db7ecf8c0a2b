import type { Command } from '../command.ts'
import { ExitError, exit } from '../exit.ts'

export const explain: Command = {
  name: 'explain',
  takes: '<event> [subscription]',
  summary: 'show why a subscription sends something, or nothing',
  flags: [
    {
      flag: '--path <pointer>',
      description: 'show where this value of the payload comes from, or why it is absent',
      parse: parsePath,
    },
    {
      flag: '--trace <detail>',
      description: 'show the steps to absent values, or all steps',
      choices: ['fails', 'full'],
    },
    { flag: '--force', description: 'show what it would send if its trigger were true' },
  ],
  examples: [
    ['callmap explain event.json', 'the verdict of each subscription'],
    ['callmap explain event.json order-completed', 'what it would send, or why it sends nothing'],
    ['callmap explain event.json order-completed --path /data/total', 'where a value comes from'],
    ['callmap explain event.json order-completed --force', 'what it would send if its trigger were true'],
    ['sed -n 88p events.ndjson | callmap explain - order-completed', 'one event of a log'],
    ['callmap explain mappings/x.test.json#18 order-completed', 'the test at this line, or a row of its table'],
  ],
  load: () => import('../commands/explain.ts'),
}

function parsePath(text: string): string {
  if (text === '' || text.startsWith('/')) return text
  throw new ExitError(exit.usage, {
    message: `--path takes a JSON Pointer, not \`${text}\``,
    help: `for example --path /${text.replaceAll('.', '/')}`,
  })
}
