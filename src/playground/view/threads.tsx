import { useEffect, useState } from 'preact/hooks'
import { useSelected } from './useStore.ts'

/** Radius of corners, and the lane at a pane's left edge in which threads run. */
const corner = 5
const lane = 8

interface Thread {
  readonly path: string
  readonly end: { readonly x: number; readonly y: number }
}

const none: readonly Thread[] = []

/** Lines from a value in the event, through its expression, to the payload. Only where three panes are side by side. */
export function Threads() {
  const pointed = useSelected(state => state.pointed)
  const traced = useSelected(state => state.traced)
  const report = useSelected(state => state.report)
  const decides = useSelected(state => state.view === 'why')
  const [threads, setThreads] = useState(none)
  const isNeeded = decides || pointed !== undefined
  useEffect(() => {
    if (!isNeeded) return setThreads(none)
    const draw = () => setThreads(measureThreads())
    const frame = requestAnimationFrame(() => requestAnimationFrame(draw))
    addEventListener('scroll', draw, true)
    addEventListener('resize', draw)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', draw, true)
      removeEventListener('resize', draw)
    }
  }, [isNeeded, decides, pointed, traced, report])
  return (
    <svg class={decides ? 'threads threads-decide' : 'threads'} aria-hidden="true">
      {threads.map(({ path, end }) => (
        <>
          <path d={path} />
          <circle cx={end.x} cy={end.y} r="2" />
        </>
      ))}
    </svg>
  )
}

function measureThreads(): Thread[] {
  if (!matchMedia('(min-width: 1200px)').matches) return []
  const [events, mapping, result] = ['events', 'mapping', 'result'].map(name => document.querySelector(`.${name}-pane`))
  if (!events || !mapping || !result || mapping.clientWidth === 0) return []
  const sources = visibleMarks(events, '.cm-mark, .cm-mark-decides')
  const expressions = visibleMarks(mapping, '.cm-mark, .cm-mark-decides')
  const ends = visibleMarks(result, '.mark')
  const [expression] = expressions
  if (expression === undefined) return []
  const gutter = mapping.querySelector('.cm-lineNumbers')?.getBoundingClientRect()
  const toExpression = sources.map(source => {
    return connect(source, mapping.getBoundingClientRect().left + lane, {
      x: (gutter?.left ?? 0) - 2,
      y: middle(expression.first),
    })
  })
  const toValue = ends.slice(0, 1).map(end => {
    return connect(expression, result.getBoundingClientRect().left + lane, { x: end.start - 4, y: middle(end.first) })
  })
  return [...toExpression, ...toValue]
}

/** A mark in the visible part of its pane. */
interface Place {
  /** The first row of its line. */
  readonly first: DOMRect
  /** The last row of the mark. */
  readonly last: DOMRect
  /** Left side of what stands in its line. */
  readonly start: number
  /** Right side of the text in the last row. */
  readonly end: number
}

function visibleMarks(pane: Element, selector: string): Place[] {
  return [...pane.querySelectorAll(selector)].flatMap(element => {
    const box = element.closest('.cm-scroller, .scroll')?.getBoundingClientRect()
    const line = element.closest('.cm-line, tr, .row') ?? element
    const range = document.createRange()
    range.selectNodeContents(line)
    const rows = [...range.getClientRects()]
    const last = [...element.getClientRects()].at(-1)
    const [first] = rows
    if (!box || !first || !last || last.top < box.top || last.bottom > box.bottom) return []
    const beside = rows.filter(row => Math.abs(row.top - last.top) < 6)
    return [{ first, last, start: first.left, end: Math.max(...beside.map(row => row.right)) }]
  })
}

const middle = ({ top, bottom }: DOMRect) => Math.round((top + bottom) / 2) + 0.5

/** A line with right angles from the end of a mark to a place in the next pane. */
function connect({ last, end: right }: Place, x: number, end: { x: number; y: number }): Thread {
  const [start, y] = [right + 4, middle(last)]
  const turn = Math.round(x) + 0.5
  const step = end.y - y
  const radius = Math.min(corner, Math.abs(step) / 2)
  const way = Math.sign(step)
  const path =
    radius < 1
      ? `M${start} ${y}H${end.x}`
      : `M${start} ${y}H${turn - radius}q${radius} 0 ${radius} ${way * radius}V${end.y - way * radius}q0 ${way * radius} ${radius} ${way * radius}H${end.x}`
  return { path, end }
}
