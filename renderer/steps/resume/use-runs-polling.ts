import { useEffect } from 'react'
import { useActions } from '../../wizard/use-wizard.ts'

const INTERVAL_MS = 2000

/** Reads the journal again and again, while something that somebody else started is under way. */
export function useRunsPolling(isOn: boolean): void {
  const { listRuns } = useActions()
  useEffect(() => {
    if (!isOn) return undefined
    const timer = setInterval(() => void listRuns(), INTERVAL_MS)
    return () => clearInterval(timer)
  }, [isOn, listRuns])
}
