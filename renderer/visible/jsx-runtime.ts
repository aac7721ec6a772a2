import { Fragment, jsx as reactJsx, jsxs as reactJsxs } from 'react/jsx-runtime'
import { shownProps } from './shown-props.ts'

/** React's own runtime, but for what hides in texts: every element that the page makes comes through here. */
export { Fragment }
export type { JSX } from 'react/jsx-runtime'

export const jsx: typeof reactJsx = (type, props, key) =>
  reactJsx(type, shownProps(type, props), key)
export const jsxs: typeof reactJsxs = (type, props, key) =>
  reactJsxs(type, shownProps(type, props), key)
