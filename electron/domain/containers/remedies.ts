import type { Container } from '#domain/docker-api.ts'
import { assertNever } from '#domain/result.ts'
import { quote } from '#domain/shell-words.ts'
import type { Creator } from './creator.ts'
import { creatorOf } from './creator.ts'

/** One way to make a container work under remapping. The page says what it does and what it costs. */
export type Remedy = {
  readonly code: RemedyCode
  /** Exactly what to type or to write; never translated. */
  readonly lines: readonly string[]
  readonly values: Readonly<Record<string, string>>
}

export type RemedyCode =
  // The container is not remapped.
  | 'exempt-run'
  /** values: service, files (`?` when unknown) */
  | 'exempt-compose'
  /** values: folder */
  | 'exempt-dev-container'
  // It gets along with remapping.
  /** values: option */
  | 'remove-option'
  /** values: host */
  | 'same-device-path'
  | 'without-ryuk'
  /** values: root */
  | 'look-at-owner'
  // The host's files let it in. values: path
  | 'acl'
  | 'acl-file'
  | 'acl-until-replaced'
  | 'acl-parents'
  /** values: path, owner */
  | 'chown'

/** How to take a container out of remapping, in the words of the tool that makes it; empty where it has none. */
export function exemptions(container: Container): readonly Remedy[] {
  const creator = creatorOf(container)
  switch (creator.kind) {
    case 'run':
      return [remedy('exempt-run', ['--userns=host'])]
    case 'compose':
      return [
        remedy('exempt-compose', composeLines(creator.service, 'userns_mode: "host"'), {
          service: creator.service,
          files: filesOf(creator),
        }),
      ]
    case 'dev-container':
      return [
        remedy('exempt-dev-container', ['"runArgs": ["--userns=host"]'], {
          folder: creator.folder,
        }),
      ]
    case 'testcontainers':
      return [remedy('without-ryuk', ['TESTCONTAINERS_RYUK_DISABLED=true'])]
    // No `--userns` for services (moby#37560), and clusters and builders are not made by hand.
    case 'swarm':
    case 'kind':
    case 'minikube':
    case 'k3d':
    case 'kubernetes':
    case 'buildx':
      return []
    default:
      return assertNever(creator)
  }
}

/** Where a Compose project is described, for a sentence. */
function filesOf({ files }: Extract<Creator, { kind: 'compose' }>): string {
  return files.length > 0 ? files.join(', ') : '?'
}

/** compose-spec: names of services are plain YAML, except for those that YAML would take for something else. */
function composeLines(service: string, setting: string): readonly string[] {
  const isPlain =
    /^[A-Za-z][\w.-]*$/.test(service) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(service)
  return ['services:', `  ${isPlain ? service : JSON.stringify(service)}:`, `    ${setting}`]
}

export function remedy(
  code: RemedyCode,
  lines: readonly string[],
  values: Remedy['values'] = {},
): Remedy {
  return { code, lines, values }
}

/** One shell word; what needs no quotes has none. */
export function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : quote(path)
}

/** Whether a line with this name in it looks like what it is: no control, formatting or direction characters. */
export function isPlainName(path: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)
}
