import { expect, test } from 'vitest'
import { markdownText } from './markdown.ts'
import { createStyle } from './style.ts'

const page = `# A \`page\`

It has **code** such as \`a | b\` and a [link](other.md).

\`\`\`json
{ "a": 1 }
\`\`\`

| key | meaning |
|---|---|
| \`a\` | one \\| two |
| \`longer\` | *absent* |
`

test('a page for a terminal', () => {
  expect(markdownText(page, createStyle(false))).toBe(`A page

It has code such as a | b and a link.

    { "a": 1 }

  key      meaning
  a        one | two
  longer   absent
`)
})

test('a table that is too wide is a list', () => {
  expect(markdownText(page, createStyle(false), 12)).toContain(`  a
    meaning: one | two
  longer
    meaning: absent
`)
})

test('colours and control characters', () => {
  expect(markdownText('`a` \u001b[31m', createStyle(true))).toBe('\u001b[36ma\u001b[39m \\u001b[31m\n')
})
