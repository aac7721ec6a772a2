import { useState } from 'react'
import type { ProcessSnapshot } from '#domain/container-process.ts'
import type { Watched } from './changes.ts'
import { watchedAfter } from './changes.ts'

type Memory = { readonly snapshot: ProcessSnapshot; readonly watched: Watched }

/** What happened since the readings before, kept over the renderings (React: "storing information from previous renders"). */
export function useWatched(snapshot: ProcessSnapshot): Watched {
  const [memory, setMemory] = useState<Memory>(() => ({
    snapshot,
    watched: watchedAfter(undefined, snapshot.processes, snapshot.at),
  }))
  if (memory.snapshot === snapshot) return memory.watched
  const watched = watchedAfter(memory.watched, snapshot.processes, snapshot.at)
  setMemory({ snapshot, watched })
  return watched
}
