import { Component, type ComponentType } from 'preact'

/** A component that renders anew only if one of its properties is another value. */
export function memo<Props extends object>(Inner: ComponentType<Props>) {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return (Object.keys(next) as (keyof Props)[]).some(key => next[key] !== this.props[key])
    }

    override render() {
      return <Inner {...this.props} />
    }
  }
}
