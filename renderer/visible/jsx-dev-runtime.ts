import { Fragment, jsxDEV as reactJsxDEV } from 'react/jsx-dev-runtime'
import { shownProps } from './shown-props.ts'

/** As jsx-runtime.ts, while developing. */
export { Fragment }
export type { JSX } from 'react/jsx-runtime'

export const jsxDEV: typeof reactJsxDEV = (type, props, ...rest) =>
  reactJsxDEV(type, shownProps(type, props), ...rest)
