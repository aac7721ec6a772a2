import { useText } from '../../text/use-text.ts'

type Props = { readonly points: readonly string[] }

/** What is about to happen, before the button that asks for the password. */
export function BeforeRun({ points }: Props) {
  const { run } = useText()
  return (
    <section className="section">
      <h2>{run.beforeTitle}</h2>
      <ol className="before">
        {points.map((point) => (
          <li key={point}>
            <span>{point}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
