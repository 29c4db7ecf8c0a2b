import type { Command } from '../command.ts'

export const completion: Command = {
  name: 'completion',
  takes: '<shell>',
  summary: 'print shell completion for bash, zsh, fish or PowerShell',
  flags: [],
  isAlone: true,
  offers: () => ['bash', 'zsh', 'fish', 'powershell'],
  examples: [
    ['source <(callmap completion bash)', 'in ~/.bashrc'],
    ['source <(callmap completion zsh)', 'in ~/.zshrc'],
    ['callmap completion fish > ~/.config/fish/completions/callmap.fish', 'once'],
    ['callmap completion powershell | Out-String | Invoke-Expression', 'in $PROFILE'],
  ],
  load: () => import('../commands/completion.ts'),
}
