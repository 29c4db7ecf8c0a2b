/** A `ref` of the element that has the focus as soon as it is shown. */
export function focus(element: HTMLElement | null): void {
  element?.focus()
}
