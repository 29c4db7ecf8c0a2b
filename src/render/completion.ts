/** A flag that a shell completes. */
export interface CompletedFlag {
  readonly long: string
  readonly short?: string | undefined
  readonly takesValue: boolean
  readonly description: string
  readonly choices: readonly string[]
}

/** A command that a shell completes. */
export interface CompletedTopic {
  readonly name: string
  readonly summary: string
  readonly words: readonly CompletedFlag[]
  /** Its possible arguments. Empty if they are files. */
  readonly takes: readonly string[]
}

/** Scripts that set up completion, by shell. */
export const completions: ReadonlyMap<string, (topics: readonly CompletedTopic[]) => string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
  ['powershell', powershell],
])

/** Quotes a shell word with single quotes. */
const quoteWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function bash(topics: readonly CompletedTopic[]): string {
  const cases = topics.map(({ name, words, takes }) => {
    const flags = words.flatMap(({ long, short }) => [`--${long}`, ...(short ? [`-${short}`] : [])]).join(' ')
    const values = words
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ long, short, choices }) =>
          `        --${long}${short ? `|-${short}` : ''}) COMPREPLY=($(compgen -W ${quoteWord(choices.join(' '))} -- "$word")); return ;;`,
      )
    const onValue = values.length > 0 ? `      case "$before" in\n${values.join('\n')}\n      esac\n` : ''
    const takesWords = takes.length > 0 ? `\n      takes=${quoteWord(takes.join(' '))}` : ''
    return `    ${name})\n${onValue}      flags=${quoteWord(flags)}${takesWords} ;;`
  })
  return `_callmap() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" flags='' takes=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoteWord(topics.map(({ name }) => name).join(' '))} -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) COMPREPLY=($([ -n "$takes" ] && compgen -W "$takes" -- "$word" || compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _callmap callmap
`
}

function zsh(topics: readonly CompletedTopic[]): string {
  const names = topics.map(({ name, summary }) => `    ${quoteWord(`${name}:${summary.replaceAll(':', '\\:')}`)}`)
  const cases = topics.map(({ name, words, takes }) => {
    const specs = words.map(({ long, description, takesValue, choices }) => {
      const text = description.replace(/[[\]:\\]/g, '\\$&')
      const value = !takesValue ? '' : choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files'
      return `        ${quoteWord(`*--${long}[${text}]${value}`)}`
    })
    const rest = takes.length > 0 ? `'*:word:(${takes.join(' ')})'` : `'*:file:_files'`
    return `    ${name})\n      _arguments \\\n${[...specs, `        ${rest}`].join(' \\\n')} ;;`
  })
  return `#compdef callmap
_callmap() {
  local -a names
  names=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command names
    return
  fi
  local name="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$name" in
${cases.join('\n')}
  esac
}
compdef _callmap callmap
`
}

function fish(topics: readonly CompletedTopic[]): string {
  const lines = topics.flatMap(({ name, summary, words, takes }) => {
    const flags = words.map(({ long, short, description, takesValue, choices }) => {
      const value = takesValue ? (choices.length > 0 ? ` -x -a ${quoteWord(choices.join(' '))}` : ' -r') : ''
      const letter = short ? ` -s ${short}` : ''
      return `complete -c callmap -n ${quoteWord(`__fish_seen_subcommand_from ${name}`)} -l ${long}${letter}${value} -d ${quoteWord(description)}`
    })
    const offered = `complete -c callmap -n ${quoteWord(`__fish_seen_subcommand_from ${name}`)} -f -a ${quoteWord(takes.join(' '))}`
    return [
      `complete -c callmap -n __fish_use_subcommand -a ${name} -d ${quoteWord(summary)}`,
      ...(takes.length > 0 ? [offered] : []),
      ...flags,
    ]
  })
  return `${lines.join('\n')}\n`
}

function powershell(topics: readonly CompletedTopic[]): string {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
  const list = (texts: readonly string[]) => `@(${texts.map(quote).join(', ')})`
  const cases = topics.map(({ name, words, takes }) => {
    const chosen = words.filter(({ choices }) => choices.length > 0)
    const values = chosen.map(({ long, choices }) => `${quote(`--${long}`)} = ${list(choices)}`)
    const flags = words.map(({ long }) => `--${long}`)
    return `    ${quote(name)} = @{ flags = ${list(flags)}; values = @{ ${values.join('; ')} }; takes = ${list(takes)} }`
  })
  return `Register-ArgumentCompleter -Native -CommandName callmap -ScriptBlock {
  param($word, $line, $cursor)
  $topics = [ordered]@{
${cases.join('\n')}
  }
  $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
  if ($before.Count -le 1) { $found = $topics.Keys }
  else {
    $topic = $topics[$before[1]]
    if ($null -eq $topic) { return }
    $values = $topic.values[$before[-1]]
    $found = if ($values) { $values } elseif ($word -like '-*') { $topic.flags } elseif ($topic.takes) { $topic.takes } else { return }
  }
  $found | Where-Object { $_.StartsWith($word) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}
