import { type EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view'

/** A highlighted range: a part of a value's way, or the clause that decides. */
export interface CodeMark {
  readonly from: number
  readonly to: number
  readonly decides: boolean
}

/** A sign beside a line. */
export interface LineSign {
  readonly from: number
  readonly kind: string
  /** Read out in place of the shape. */
  readonly label: string
}

const lineage = Decoration.mark({ class: 'cm-mark' })
const decides = Decoration.mark({ class: 'cm-mark-decides' })

class SignMarker extends GutterMarker {
  readonly sign: LineSign

  constructor(sign: LineSign) {
    super()
    this.sign = sign
  }

  override eq(other: SignMarker): boolean {
    return other.sign.kind === this.sign.kind && other.sign.label === this.sign.label
  }

  override toDOM(): Node {
    const element = document.createElement('span')
    element.className = `sign sign-${this.sign.kind}`
    element.title = this.sign.label
    element.setAttribute('role', 'img')
    element.setAttribute('aria-label', this.sign.label)
    return element
  }
}

/** Ranges that the page gives. Edits move them, until it gives others. */
function givenRanges<T extends Decoration | GutterMarker>() {
  const set = StateEffect.define<RangeSet<T>>()
  const field = StateField.define<RangeSet<T>>({
    create: () => RangeSet.empty as RangeSet<T>,
    update: (ranges, { effects, changes }) => effects.findLast(one => one.is(set))?.value ?? ranges.map(changes),
  })
  return { set, field }
}

const marked = givenRanges<Decoration>()
const verdicts = givenRanges<GutterMarker>()
const coverage = givenRanges<GutterMarker>()

/** Highlighted ranges. */
export const markedRanges = [marked.field, EditorView.decorations.from(marked.field)]

/** Verdicts of subscriptions, at the left of the line numbers. */
export const verdictGutter = [
  verdicts.field,
  gutter({ class: 'cm-verdicts', markers: view => view.state.field(verdicts.field) }),
]

/** Coverage of lines, at the right of the line numbers. */
export const coverageGutter = [
  coverage.field,
  gutter({ class: 'cm-coverage', markers: view => view.state.field(coverage.field) }),
]

export function setMarks(view: EditorView, marks: readonly CodeMark[]): void {
  const { length } = view.state.doc
  const inside = marks.filter(({ from, to }) => from < to && to <= length)
  give(
    view,
    marked,
    Decoration.set(
      inside.map(({ from, to, decides: isDecisive }) => (isDecisive ? decides : lineage).range(from, to)),
      true,
    ),
  )
}

export function setVerdicts(view: EditorView, signs: readonly LineSign[]): void {
  give(view, verdicts, placeSigns(view.state, signs))
}

export function setCoverage(view: EditorView, signs: readonly LineSign[]): void {
  give(view, coverage, placeSigns(view.state, signs))
}

function placeSigns({ doc }: EditorState, signs: readonly LineSign[]): RangeSet<GutterMarker> {
  const inside = signs.filter(({ from }) => from <= doc.length)
  return RangeSet.of(
    inside.map(sign => new SignMarker(sign).range(doc.lineAt(sign.from).from)),
    true,
  )
}

/** Gives ranges that differ. An editor lays out its lines at every update, also at one that changes nothing. */
function give<T extends Decoration | GutterMarker>(
  view: EditorView,
  { set, field }: ReturnType<typeof givenRanges<T>>,
  ranges: RangeSet<T>,
): void {
  const before = view.state.field(field, false)
  if (before && !RangeSet.eq([before], [ranges])) view.dispatch({ effects: set.of(ranges) })
}
