import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'

type Props = {
  readonly start: number | undefined
  /** Nobody else has, or may have, one of these IDs. */
  readonly isFree: boolean
}

const NOBODY = 65534

/** What the choice means: three users of a container, and who they are on this machine. */
export function MappingPreview({ start, isFree }: Props) {
  const { choose } = useText()
  const rows = [
    { name: 'root', id: 0 },
    { name: choose.ordinaryUser, id: 1000 },
    { name: 'nobody', id: NOBODY },
  ]
  return (
    <section className="mapping" aria-label={choose.resultTitle}>
      <h2>{choose.resultTitle}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{choose.inside}</th>
            <th scope="col">{choose.here}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, id }) => (
            <tr key={id}>
              <td>
                <span className="mapping-id">{id}</span>{' '}
                <span className="mapping-name">{name}</span>
              </td>
              <td>
                <Icon name="chevron" className="mapping-arrow" />
                <span className="mapping-id mapping-here">
                  {start === undefined ? '–' : start + id}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {start !== undefined && isFree && <p className="mapping-sentence">{choose.resultSentence}</p>}
    </section>
  )
}
