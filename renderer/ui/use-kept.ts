import { useState } from 'react'

/**
 * The value of before for as long as a new one says the same, so that what is made from it need not be made again (React:
 * "storing information from previous renders").
 */
export function useKept<Value extends object>(
  value: Value,
  isSame: (before: Value, after: Value) => boolean,
): Value {
  const [kept, setKept] = useState(value)
  if (kept === value || isSame(kept, value)) return kept
  setKept(value)
  return value
}
