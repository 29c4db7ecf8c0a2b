import type { EventVerdict } from '../run/protocol.ts'

export type IconShape = EventVerdict['kind'] | 'warning' | 'true' | 'false'

/** A verdict's shape. A word always stands beside it, so it is not read out. */
export function Icon({ shape }: { readonly shape: IconShape }) {
  return (
    <svg class={`icon icon-${shape.replace(' ', '-')}`} viewBox="0 0 12 12" aria-hidden="true">
      {drawings[shape]}
    </svg>
  )
}

const ring = <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" />
const cross = <path d="M3 3l6 6M9 3l-6 6" stroke="currentColor" stroke-width="1.5" fill="none" />

const drawings: Readonly<Record<IconShape, preact.JSX.Element>> = {
  sent: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.4 6.2l1.8 1.8 3.4-3.8" stroke="var(--bg)" stroke-width="1.5" fill="none" />
    </>
  ),
  'not matched': ring,
  skipped: (
    <>
      {ring}
      <path d="M3 9l6-6" stroke="currentColor" stroke-width="1.5" />
    </>
  ),
  failed: (
    <>
      <path d="M6 0l6 6-6 6-6-6z" fill="currentColor" />
      <path d="M4.4 4.4l3.2 3.2M7.6 4.4L4.4 7.6" stroke="var(--bg)" stroke-width="1.3" />
    </>
  ),
  unreadable: (
    <>
      <path d="M6 0l6 6-6 6-6-6z" fill="none" stroke="currentColor" stroke-width="1.2" />
      <path d="M6 3.2v3.2M6 7.8v1" stroke="currentColor" stroke-width="1.4" />
    </>
  ),
  'not run': (
    <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="1.5 2" />
  ),
  warning: (
    <>
      <path d="M6 1l5.4 9.6H.6z" fill="none" stroke="currentColor" stroke-width="1.3" />
      <path d="M6 4.4v3M6 8.4v.9" stroke="currentColor" stroke-width="1.3" />
    </>
  ),
  true: <path d="M2 6.4l2.6 2.8L10 3" stroke="currentColor" stroke-width="1.6" fill="none" />,
  false: cross,
}

/** The words of a verdict: `2 requests`, `failed CM902`. */
export function verdictWords({ kind, requests, code }: EventVerdict): string {
  if (kind === 'sent') return requests === 1 ? '1 request' : `${requests} requests`
  return kind === 'failed' ? `failed ${code ?? ''}`.trimEnd() : kind
}
