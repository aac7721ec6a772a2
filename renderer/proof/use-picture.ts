import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { PROOF_NAME } from '#domain/proof/live-proof.ts'
import { useActions, useWizard } from '../wizard/use-wizard.ts'
import type { ProveState } from '../wizard/wizard-state.ts'

/**
 * Takes one picture of the comparison in each proof, once the test containers are in it: they are gone when it ends. What
 * is outside the window cannot be in a picture, so the comparison is brought into it and the page then put back.
 */
export function usePicture(
  processes: ProveState['processes'] | undefined,
  place: RefObject<HTMLElement | null> | undefined,
): void {
  const taken = useRef(false)
  const actions = useActions()
  const isRunning = useWizard((state) => state.live.run.kind === 'running')
  const testContainers = new Set(
    processes?.kind === 'ready'
      ? processes.value.processes.flatMap(({ containerName }) =>
          containerName?.startsWith(PROOF_NAME) ? [containerName] : [],
        )
      : [],
  )
  const areThere = isRunning && testContainers.size === 2

  useEffect(() => {
    if (!isRunning) taken.current = false
    const element = place?.current ?? null
    if (!areThere || taken.current || element === null) return
    taken.current = true
    void takePicture(element, actions.takePicture)
  }, [isRunning, areThere, place, actions])
}

async function takePicture(
  element: HTMLElement,
  take: ReturnType<typeof useActions>['takePicture'],
): Promise<void> {
  const scroller = element.closest('.page-scroll')
  if (scroller === null) return
  const before = scroller.scrollTop
  element.scrollIntoView({ block: 'start', behavior: 'instant' })
  await painted()
  const own = element.getBoundingClientRect()
  const frame = scroller.getBoundingClientRect()
  const x = Math.floor(Math.max(own.left, frame.left))
  const y = Math.floor(Math.max(own.top, frame.top))
  const width = Math.floor(Math.min(own.right, frame.right)) - x
  const height = Math.floor(Math.min(own.bottom, frame.bottom)) - y
  if (width > 0 && height > 0) await take({ x, y, width, height })
  scroller.scrollTo({ top: before, behavior: 'instant' })
}

/** The frame after the next has what was laid out now. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
  })
}
