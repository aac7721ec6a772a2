import { reasonSources } from './containers/reason-sources.ts'
import { EXPLAIN_LINKS } from './explain-links.ts'
import { catalogue } from './findings/catalogue.ts'

/**
 * The pages on the web that the product points to. Nothing else is ever opened in the user's browser.
 */
export const SOURCE_LINKS: readonly string[] = [
  'https://systemd.io/UIDS-GIDS/',
  ...new Set([
    ...EXPLAIN_LINKS,
    ...[
      ...Object.values(catalogue).map(({ source }) => source),
      ...Object.values(reasonSources),
    ].map(({ url }) => url),
  ]),
]
