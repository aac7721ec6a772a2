import type { RunSummary } from '#contract/channels.ts'
import type { Backup } from '#domain/run-backups.ts'
import { fill } from '../../text/fill.ts'
import { formatCount } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { filesOf } from './files-of.ts'

type Props = { readonly run: RunSummary; readonly backups: readonly Backup[] }

/** Each file that a run changed, and the copy of it from before. */
export function RunFiles({ run, backups }: Props) {
  const { history } = useText()
  const files = filesOf(run.plan, backups)
  if (files.length === 0) return <p>{history.noFiles}</p>
  return (
    <>
      <h3>{history.files}</h3>
      <p className="quiet">
        <Prose>{fill(history.copiesHelp, { run: run.runId })}</Prose>
      </p>
      <ScrollRegion className="table-scroll" label={history.files}>
        <table className="table run-files">
          <thead>
            <tr>
              <th scope="col">{history.file}</th>
              <th scope="col">{history.copy}</th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ path, copies }) => (
              <tr key={path}>
                <th scope="row" className="machine-inline">
                  {path}
                </th>
                <td>
                  {copies.length === 0 && history.noCopy}
                  {copies.map((copy) => (
                    <CopyOfFile key={copy.copyPath} copy={copy} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  )
}

/** Its place is told where it is not the usual one: two steps may have changed one file. */
function CopyOfFile({ copy: { path, copyPath, bytes, sha256 } }: { readonly copy: Backup }) {
  const { history, review } = useText()
  const language = useLanguage()
  return (
    <dl className="run-copy">
      {!copyPath.endsWith(`/backup${path}`) && (
        <>
          <dt className="visually-hidden">{history.keptAt}</dt>
          <dd className="machine-inline run-copy-path">{copyPath}</dd>
        </>
      )}
      <dt className="visually-hidden">{history.size}</dt>
      <dd>{fill(history.bytes, { count: formatCount(bytes, language) })}</dd>
      <dt>{review.scriptDigest}</dt>
      <dd className="machine-inline">{sha256 ?? history.noDigest}</dd>
    </dl>
  )
}
