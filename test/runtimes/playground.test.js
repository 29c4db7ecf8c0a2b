import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyProject } from '../../src/playground/project.ts'
import { toFragment } from '../../src/playground/share/link.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'callmap-playground-'))
const file = join(folder, 'playground.html')
const url = pathToFileURL(file).href
const patience = { timeout: 30_000 }

let browser

beforeAll(async () => {
  writeFileSync(file, readFileSync(join(root, 'dist/playground.html')))
  // The sandbox of Chromium needs more rights than a container has.
  browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

/** Opens the page in a window without history. A request to the network, or an error in the page, fails the test. */
async function withPage(fragment, work) {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  const wrong = []
  page.on('request', request => {
    if (!/^(file|data|blob):/.test(request.url())) wrong.push(`requests ${request.url()}`)
  })
  page.on('pageerror', error => wrong.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(`${url}${fragment}`)
  await page.waitForSelector('.app', patience)
  await work(page)
  expect(wrong).toEqual([])
  await context.close()
}

const click = (page, text) => page.locator(`::-p-text(${text})`).setTimeout(30_000).click()

async function openExample(page) {
  await click(page, 'Open the example')
  await waitForText(page, '.status', 'would send 5 · not matched 2 · failed 1')
}

async function waitForText(page, selector, text) {
  await page.waitForFunction(
    (selector, text) => document.querySelector(selector)?.textContent?.includes(text),
    patience,
    selector,
    text,
  )
}

const textOf = (page, selector) => page.$eval(selector, element => element.textContent ?? '')

/** Waits until colours have faded in. */
const pause = page => page.evaluate(() => new Promise(resolve => setTimeout(resolve, 500)))

/** Puts the caret after a string of the mapping. */
async function placeCaret(page, after) {
  await page.evaluate(after => {
    const content = document.querySelector('.mapping-pane .cm-content')
    const line = [...content.querySelectorAll('.cm-line')].find(one => one.textContent.includes(after))
    if (!line) throw new Error(`the mapping does not show ${after}`)
    let left = line.textContent.indexOf(after) + after.length
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    let node = walker.nextNode()
    while (node.length < left) {
      left -= node.length
      node = walker.nextNode()
    }
    content.focus()
    getSelection().collapse(node, left)
  }, after)
  await pause(page)
}

test('the example shows its requests, and a payload the way of its values', () =>
  withPage('', async page => {
    await openExample(page)
    await waitForText(page, '.result-pane', 'https://track.customer.io/api/v2/entity')
    expect(await textOf(page, '.result-pane')).toContain('"items": 5')
    await click(page, 'Payload')
    const value = await page.waitForSelector('.payload [id$="items"]', patience)
    await value.hover()
    await waitForText(page, '.way', '$sum(properties.products.quantity)')
    await page.waitForSelector('.events-pane .cm-mark', patience)
    expect(await textOf(page, '.mapping-pane .cm-mark')).toContain('$sum')
    await page.waitForSelector('.threads path', patience)
  }))

test('the way of a value follows an edit of its expression', () =>
  withPage('', async page => {
    await openExample(page)
    await click(page, 'Payload')
    const value = await page.waitForSelector('.payload [id$="items"]', patience)
    await value.hover()
    await waitForText(page, '.way', '$sum(properties.products.quantity)')
    await placeCaret(page, 'properties.products.quantity)')
    await page.keyboard.type('+1')
    await waitForText(page, '.way', '$sum(properties.products.quantity)+1')
    await page.focus('.payload')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !document.querySelector('.way, .cm-mark, .threads path'), patience)
  }))

test('typing in the mapping changes the result, and a mistake keeps the last one', () =>
  withPage('', async page => {
    await openExample(page)
    await placeCaret(page, '"purchase')
    await page.keyboard.type('-eu')
    await waitForText(page, '.result-pane', '"purchase-eu"')
    await placeCaret(page, '"$sum')
    await page.keyboard.type('e')
    await waitForText(page, '.result-pane', 'This is the last result before')
    await waitForText(page, '.status', 'error')
    await page.keyboard.press('Backspace')
    await waitForText(page, '.status', 'No problems')
  }))

test.each(['Requests', 'Payload'])('an edit draws anew only the line that it changes: %s', view =>
  withPage('', async page => {
    await openExample(page)
    await page.locator(`.result-pane [role=tab]::-p-text(${view})`).click()
    await pause(page)
    await placeCaret(page, '"purchase')
    await page.evaluate(() => {
      window.drawn = []
      const observer = new MutationObserver(found =>
        window.drawn.push(...found.map(({ target }) => target.textContent)),
      )
      const all = { subtree: true, childList: true, characterData: true, attributes: true }
      for (const part of ['.result-pane', '.events-pane', '.top', '.cm-gutters']) {
        observer.observe(document.querySelector(part), all)
      }
    })
    await page.keyboard.type('x')
    await waitForText(page, '.result-pane', '"purchasex"')
    // Verdicts and problems have come too.
    await pause(page)
    expect(await page.evaluate(() => window.drawn)).toEqual(['"purchasex"'])
  }),
)

test('completion offers fields of the action, and a fix mends a mistake', () =>
  withPage('', async page => {
    await openExample(page)
    await placeCaret(page, '$number(properties.to')
    await page.keyboard.down('Control')
    await page.keyboard.press('Space')
    await page.keyboard.up('Control')
    await page.waitForSelector('.cm-tooltip-autocomplete li', patience)
    await page.keyboard.press('Escape')
    await placeCaret(page, '"$sum')
    await page.keyboard.type('e')
    await page.waitForSelector('.mapping-pane .cm-lintRange-error', patience)
    await page.click('.st-problems')
    await waitForText(page, '.problems', 'CM602')
    await page.click('.problems li .btn')
    await waitForText(page, '.status', 'No problems')
    expect(await textOf(page, '.mapping-pane .cm-content')).toContain('$sum(properties.products.quantity)')
  }))

test('hovering explains', () =>
  withPage('', async page => {
    await openExample(page)
    const box = await page.evaluate(() => {
      const found = [...document.querySelectorAll('.mapping-pane .cm-callmap-name')].find(
        one => one.textContent === '"@jsonata"',
      )
      const { x, y, width, height } = found.getBoundingClientRect()
      return { x: x + width / 2, y: y + height / 2 }
    })
    await page.mouse.move(box.x, box.y)
    await waitForText(page, '.hover-text', 'JSONata')
  }))

test('a link opens the same state in another copy of the page, with values replaced', async () => {
  let link = ''
  await withPage('', async page => {
    await openExample(page)
    await click(page, 'Share')
    await page.waitForFunction(() => document.querySelector('#link')?.value.includes('#1.'), patience)
    await waitForText(page, '.dialog', 'Chosen because the events look personal')
    link = await page.$eval('#link', input => input.value)
  })
  await withPage(link.slice(link.indexOf('#')), async page => {
    await waitForText(page, '.status', 'would send 5 · not matched 2 · failed 1')
    expect(await textOf(page, '.events-pane')).not.toContain('mara@example.com')
  })
})

test('the history has earlier states, until it is cleared', () =>
  withPage('', async page => {
    await openExample(page)
    await page.locator('.top-tools ::-p-text(New)').click()
    await click(page, 'Start anew')
    await page.waitForSelector('.welcome', patience)
    await page.locator('.top-tools ::-p-text(History)').click()
    await click(page, 'customerio, 8 events')
    await waitForText(page, '.status', 'would send 5')
    await page.locator('.top-tools ::-p-text(History)').click()
    await click(page, 'Clear all')
    await waitForText(page, '.dialog', 'Nothing yet')
  }))

test('everything can be reached without a mouse', () =>
  withPage('', async page => {
    await page.focus('.offer .btn')
    await page.keyboard.press('Enter')
    await waitForText(page, '.status', 'would send 5')
    await page.keyboard.press('F6')
    await page.keyboard.press('F6')
    await page.keyboard.press('F6')
    await page.waitForFunction(() => document.activeElement?.matches('.events'), patience)
    await page.keyboard.press('ArrowDown')
    await waitForText(page, '.result-pane', 'properties.currency is "USD", not "EUR"')
    await page.keyboard.press('F6')
    await page.keyboard.press('F6')
    await page.waitForFunction(() => document.activeElement?.matches('.result-pane [role=tab]'), patience)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await waitForText(page, '.result-pane', 'decides')
    await page.keyboard.press('?')
    await waitForText(page, '.dialog', 'Next pane')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.querySelector('.dialog') === null, patience)
    await page.keyboard.down('Control')
    await page.keyboard.press('s')
    await page.keyboard.up('Control')
    await waitForText(page, '.result-pane', '1 passed')
  }))

const waitForFocus = (page, selector) =>
  page.waitForFunction(selector => document.activeElement?.matches(selector), patience, selector)

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.down(key)
  for (const key of keys.toReversed()) await page.keyboard.up(key)
}

test('a keyboard alone adds events, chooses a destination and names an event, and keeps its place', () =>
  withPage('', async page => {
    await page.focus('.welcome textarea')
    await page.keyboard.type('{ "type": "track", "event": "Jar Sold", "userId": "u" }')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await waitForFocus(page, '.events')
    await page.focus('.events-pane .pane-head [aria-expanded]')
    await page.keyboard.press('Enter')
    await waitForFocus(page, '#paste')
    await page.keyboard.type('x')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await waitForFocus(page, '.events')
    await page.focus('.picker')
    await page.keyboard.press('Enter')
    await waitForFocus(page, '.menu input')
    await page.keyboard.type('customer.io')
    await page.keyboard.press('Enter')
    await waitForText(page, '.status', 'would send 1')
    await waitForFocus(page, '.picker')
    expect(await page.$('.menu')).toBe(null)

    const rename = '.sub-pane .pane-head .btn'
    await page.focus(rename)
    await page.keyboard.press('Enter')
    await page.keyboard.type('First')
    await page.keyboard.press('Enter')
    await waitForFocus(page, rename)
    await page.keyboard.press('Enter')
    await page.keyboard.type(' and more')
    await page.keyboard.press('Escape')
    await waitForFocus(page, rename)
    expect(await textOf(page, '.sub-pane h3')).toBe('2 First')
  }))

test('a command that is chosen by its name runs, from where the focus was', () =>
  withPage('', async page => {
    await openExample(page)
    const choose = async name => {
      await page.focus('.events')
      await press(page, 'Control', 'k')
      await waitForFocus(page, '.dialog input')
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
    }
    await choose('previous pane')
    await waitForFocus(page, '.result-pane [role=tab]')
    await choose('share')
    await waitForText(page, '.dialog h2', 'Share')
    await page.keyboard.press('Escape')
    await waitForFocus(page, '.events')
  }))

test('a dialog that the page closes gives the focus back', () =>
  withPage('', async page => {
    await openExample(page)
    await page.focus('.top-tools .btn:nth-of-type(2)')
    await page.keyboard.press('Enter')
    await waitForFocus(page, '#open-link')
    await page.keyboard.type(toFragment(emptyProject))
    await page.keyboard.press('Enter')
    await waitForFocus(page, '.top-tools .btn:nth-of-type(2)')
  }))

test('another destination leaves the mapping and its tests in the history', () =>
  withPage('', async page => {
    await openExample(page)
    await press(page, 'Control', 's')
    await waitForText(page, '.result-pane', '1 passed')
    await page.locator('.picker').click()
    await page.locator('.menu input').fill('mixpanel')
    await page.keyboard.press('Enter')
    await waitForText(page, '.picker', 'Mixpanel')
    await page.locator('.top-tools ::-p-text(History)').click()
    await click(page, 'customerio, 8 events')
    await waitForText(page, '.result-pane', '1 passed')
  }))

test('a difference of a whole action says only what becomes of it', () =>
  withPage('', async page => {
    await openExample(page)
    await page.locator('.result-pane [role=tab]::-p-text(Diff)').click()
    await page.locator('.result-pane .missing .btn').click()
    await waitForText(page, '.result-pane', 'No difference')
    // The run of the pinned result draws the editor again, which would move the caret.
    await pause(page)
    await placeCaret(page, 'event = \\"Order Completed')
    await page.keyboard.type('x')
    await waitForText(page, '.result-pane', 'not sent')
    expect(await textOf(page, '.result-pane')).not.toContain('absent → absent')
  }))

test('a menu that Escape closes gives the focus back to its button', () =>
  withPage('', async page => {
    await openExample(page)
    const check = async button => {
      await page.focus(button)
      await page.keyboard.press('Enter')
      await page.waitForSelector('.menu', patience)
      await page.keyboard.press('Escape')
      await page.waitForFunction(() => document.querySelector('.menu') === null, patience)
      expect(await page.evaluate(button => document.activeElement?.matches(button), button)).toBe(true)
    }
    await check('.picker')
    await check('[aria-haspopup=menu]')
    await page.setViewport({ width: 320, height: 700 })
    await check('.narrow-only > .btn')
  }))

test('own events and a destination become a mapping to edit', () =>
  withPage('', async page => {
    const calls = ['a', 'b', 'c'].map(userId =>
      JSON.stringify({
        type: 'track',
        event: 'Jar Opened',
        userId,
        timestamp: '2026-01-02T03:04:05Z',
        properties: { jar: 5 },
      }),
    )
    await page.locator('.welcome textarea').fill(calls.join('\n'))
    await page.locator('.welcome form .btn').click()
    await waitForText(page, '.events-pane', '3')
    await page.locator('.picker').click()
    await page.locator('.menu input').fill('mixpanel')
    await page.keyboard.press('Enter')
    await waitForText(page, '.status', 'would send 3')
    expect(await textOf(page, '.mapping-pane .cm-content')).toContain('"destination": "mixpanel"')
  }))

const hostile = {
  ...emptyProject,
  destination: 'slack',
  mapping:
    '{ "destination": "slack", "subscriptions": [{ "name": "<img src=x onerror=alert(1)>", "action": "postToChannel", "trigger": "type = \\"track\\"", "mapping": { "url": "javascript:alert(1)", "text": { "@path": "$.event" } } }] }',
  events: [{ name: '<script>alert(1)</script>', text: '{ "type": "track", "event": "<b>bold</b>", "userId": "u" }' }],
}

test('a hostile link shows text, and runs nothing', () =>
  withPage(toFragment(hostile), async page => {
    await waitForText(page, '.events-pane', '<script>alert(1)</script>')
    await waitForText(page, '.result-pane', '<img src=x onerror=alert(1)>')
    expect(await page.$$eval('.app img, .app b b, .app a[href^="javascript"]', found => found.length)).toBe(0)
  }))

test('a mapping that takes too long is stopped, and the page goes on', () =>
  withPage('', async page => {
    await openExample(page)
    await page.evaluate(() => {
      // Stands for a fault of the engine: its own limits end every mapping earlier.
      Worker.prototype.postMessage = () => {}
    })
    await placeCaret(page, '"purchase')
    await page.keyboard.type('x')
    await waitForText(page, '.result-pane', 'The run was stopped after one second.')
    expect(await textOf(page, '.mapping-pane .cm-content')).toContain('"purchasex"')
  }))

test('files that are dropped on the page open by their content, and none takes the page away', () =>
  withPage('', async page => {
    await openExample(page)
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['{ "type": "track", "event": "One", "userId": "u" }'], 'one.json'))
      data.items.add(new File(['{ "type": "track", "event": "Two", "userId": "u" }'], 'two.json'))
      data.items.add(new File(['{ "destination": "mixpanel", "subscriptions": [] }'], 'mixpanel.json'))
      const options = { dataTransfer: data, bubbles: true, cancelable: true }
      const target = document.querySelector('.mapping-pane .cm-content')
      const over = new DragEvent('dragover', options)
      target.dispatchEvent(over)
      const drop = new DragEvent('drop', options)
      target.dispatchEvent(drop)
      if (!over.defaultPrevented || !drop.defaultPrevented) throw new Error('the browser opens the file')
    })
    await waitForText(page, '.events-pane h2', '10')
    await waitForText(page, '.picker', 'Mixpanel')
    await waitForText(page, '.events-pane', 'Two')
  }))

test('undo in an event never brings the text of another', () =>
  withPage('', async page => {
    await openExample(page)
    await page.locator('.event:nth-of-type(3)').click()
    await pause(page)
    await click(page, 'Remove')
    await waitForText(page, '.events-pane h2', '7')
    const before = await textOf(page, '.events-pane .cm-content')
    await page.focus('.events-pane .cm-content')
    await page.keyboard.down('Control')
    await page.keyboard.press('z')
    await page.keyboard.up('Control')
    await pause(page)
    expect(await textOf(page, '.events-pane .cm-content')).toBe(before)
  }))

test('10 MB of events survive', () =>
  withPage('', async page => {
    await openExample(page)
    await page.locator('.events-pane .pane-head ::-p-text(Paste)').click()
    await page.waitForSelector('#paste', patience)
    await page.evaluate(() => {
      const call = {
        type: 'track',
        event: 'Order Completed',
        userId: 'u',
        properties: { currency: 'EUR', note: 'x'.repeat(900) },
      }
      const text = Array.from({ length: 10_000 }, (_, i) => JSON.stringify({ ...call, messageId: `m-${i}` })).join('\n')
      const data = new DataTransfer()
      data.setData('text', text)
      document
        .querySelector('#paste')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await waitForText(page, '.events-pane h2', '10008')
    await page.waitForFunction(() => document.querySelectorAll('.event').length < 200, patience)
    await page.waitForFunction(
      () => /failed 1000\d|would send 1000\d|10,?00\d/.test(document.querySelector('.status').textContent),
      { timeout: 120_000 },
    )
  }))

test.each([
  ['the first visit', 1440, false, []],
  ['requests', 1440, true, []],
  ['requests in a narrow window', 320, true, []],
  ['the payload', 1024, true, ['Payload']],
  ['why', 1440, true, ['Why']],
  ['the journey', 1440, true, ['Journey']],
  ['sharing', 1440, true, ['Share']],
])('axe finds nothing serious: %s', (_, width, isExample, tabs) =>
  withPage('', async page => {
    if (isExample) await openExample(page)
    await page.setViewport({ width, height: 900 })
    for (const tab of tabs) await click(page, tab)
    await pause(page)
    await page.evaluate(readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'))
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      await pause(page)
      const found = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html.slice(0, 120))]))',
      )
      expect(found.filter(([, impact]) => impact === 'serious' || impact === 'critical')).toEqual([])
    }
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(isWide).toBe(false)
  }),
)
