/** A `ref` of the element that has the focus as soon as it is shown. */
export function focus(element: HTMLElement | null): void {
  if (element === null) return
  // For a dialog, which gives the focus away when it opens.
  element.autofocus = true
  element.focus()
}
