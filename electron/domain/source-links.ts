import { reasonSources } from './containers/reason-sources.ts'
import { catalogue } from './findings/catalogue.ts'

/**
 * The pages on the web that the product points to. Nothing else is ever opened in the user's browser.
 */
export const SOURCE_LINKS: readonly string[] = [
  'https://docs.docker.com/engine/security/userns-remap/',
  'https://docs.docker.com/engine/security/rootless/',
  'https://man7.org/linux/man-pages/man7/user_namespaces.7.html',
  'https://man7.org/linux/man-pages/man5/subuid.5.html',
  'https://systemd.io/UIDS-GIDS/',
  ...new Set(
    [...Object.values(catalogue).map(({ source }) => source), ...Object.values(reasonSources)].map(
      ({ url }) => url,
    ),
  ),
]
